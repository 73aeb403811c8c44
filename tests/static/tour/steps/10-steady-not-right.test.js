import { describe, expect, test } from "vitest";
import { card, layer } from "../../examples.js";
import { answering, compared, said, scene, seen, step } from "../tour-states.js";

/** @import { ConsistencyResult } from "../../../../static/types/lab.js" */

describe("step 10: steady is not right", () => {
  /** @param {Partial<ConsistencyResult>} fields */
  const measured = (fields) => {
    const result = /** @type {ConsistencyResult} */ ({
      model: "small",
      consistency: { mean: 1, spread: 0 },
      accuracy: 0.5,
      chance: 0.1,
      constant: false,
      samples: 40,
      radius: 8,
      pairs: 128,
      ...fields,
    });
    return said("steady", seen({ consistency: { busy: false, results: [result], failure: null } }));
  };

  test("is steady and wrong", () => {
    const { text, kinds, done, found, result } = measured({});
    expect(text).toContain(
      "Of 128 pairs within 8 pixels of the centre, 100% got the same answer twice, but only 50% of the answers were right",
    );
    expect(text).toContain("It did not give one answer for everything");
    expect(text).toContain("Its model card says 100%: of 1 of each digit at 0 places");
    expect(text).toContain("here it was 40 of them, each at two places within 8 pixels");
    expect({ kinds, done }).toEqual({ kinds: ["holds", "holds"], done: true });
    expect(found).toBe(2);
    expect(result).toEqual({ same: 1, right: 0.5, chance: 0.1 });
  });

  test("lists all in which the network differs from that of the step before", () => {
    const conv = (/** @type {number} */ kernel) => [layer({ kind: "conv", options: { kernel } })];
    const now = card({
      axes: { head: "gap", padding: "circular", biases: "yes" },
      layers: conv(3),
      steps: 3000,
    });
    const before = card({
      id: "digits-max-gmp-corner",
      axes: { head: "gmp", padding: "zero", biases: "yes" },
      layers: conv(5),
      steps: 2000,
    });
    const { text } = said("steady", seen({ model: now }, [before]));
    expect(text).toContain("; padding: circular padding instead of zero padding; ");
    expect(text).toContain(
      "kernels: 3 × 3 instead of 5 × 5; training steps: 3,000 instead of 2,000.",
    );
    expect(text).not.toContain("biases");
  });

  test("says how the pair on the canvas is read", () => {
    const fields = { scene: scene(["digit-3-1", 1, 1]) };
    const pair = (/** @type {string} */ b) =>
      said(
        "steady",
        seen(compared({ outputs_a: answering("5", 0.9), outputs_b: answering(b, 0.8) }, fields)),
      );
    expect(pair("5").text).toContain("The 3 on the canvas is read as “5” at both places.");
    expect(pair("7").text).toContain("The 3 on the canvas is read as “5” and as “7”.");
    expect(pair("5").front).toBe(2);
  });

  test("is steady and right, or a constant prediction", () => {
    const { text, kinds } = measured({ accuracy: 0.98, constant: true });
    expect(text).toContain("Here the two do not lie far apart.");
    expect(text).toContain("so its consistency means nothing");
    expect(kinds).toEqual(["fails", "fails"]);
  });

  test("ignores another network's result, a failure and a running measurement", () => {
    expect(measured({ model: "other" })).toMatchObject({ kinds: ["waiting"], done: false });
    const failed = { busy: false, results: [], failure: { code: null, message: "too many" } };
    expect(said("steady", seen({ consistency: failed })).text).toContain("too many");
    expect(step("steady").done(seen({}))).toBe(false);
  });
});
