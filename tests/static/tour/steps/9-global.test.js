import { describe, expect, test } from "vitest";
import { card, layer } from "../../examples.js";
import { answering, compared, said, scene, seen } from "../tour-states.js";

describe("step 9: a pooling that forgets the position", () => {
  const column = layer({ name: "global", kind: "gmp", role: "hidden", shape: [4] });
  const hidden = [{ name: "global", kind: "gmp", units: 4, change: 0.028 }];
  const fields = (/** @type {string} */ head) => ({
    model: card({ axes: { head }, layers: head === "gmp" ? [column] : [] }),
    scene: scene(["digit-3-1", 5, 5]),
  });
  const right = { outputs_a: answering("3", 0.9), outputs_b: answering("3", 0.8) };
  const wrong = { ...right, outputs_b: answering("1", 0.5) };

  test("states whether the fully connected head is blind", () => {
    const blind = said("global", seen(compared(wrong, fields("fc"))));
    expect(blind.text).toContain(
      "Without global pooling: “3” (90% sure) in the corner, “1” (50% sure) here.",
    );
    expect(blind).toMatchObject({ kinds: ["holds", "waiting"], done: false });
    const sees = said("global", seen(compared(right, fields("fc"))));
    expect(sees.text).toContain("is not blind at this place: “3” (90% sure)");
    expect(sees.kinds).toEqual(["fails", "waiting"]);
  });

  test("states whether the global head is blind", () => {
    const sees = said("global", seen(compared({ ...right, hidden }, fields("gmp"))));
    expect(sees.text).toContain(
      "“3” (90% sure) in the corner and “3” (80% sure) out here, where it never learned.",
    );
    expect(sees.text).toContain(
      "The column Maximum, one number a slice, differs by 3% between the two.",
    );
    expect(sees).toMatchObject({ kinds: ["holds"], done: true, found: 2 });
    expect(sees.result).toEqual({ right: "3", home: "3", here: "3", score: 0.8 });
    const blind = said("global", seen(compared(wrong, fields("gmp"))));
    expect(blind.text).toContain(
      "“1” (50% sure) here: at this place global pooling does not help.",
    );
    expect(blind.kinds).toEqual(["fails"]);
  });
});
