import { describe, expect, test } from "vitest";
import { card } from "../../examples.js";
import { answering, compared, said, seen, second } from "../tour-states.js";

describe("step 8: one pixel aside", () => {
  /**
   * @param {Parameters<typeof second>[0]} pooled
   * @param {Parameters<typeof second>[0]} bare
   * @param {{ row: number, col: number }} [shift]
   * @param {object} [result]  what differs in the comparison without pooling
   */
  function nudged(pooled, bare, shift = { row: 0, col: 1 }, result = {}) {
    const hidden = [{ name: "relu3", kind: "relu", units: 64, change: 0.08 }];
    const given = compared({ shift, hidden, layers: [second({ stride: 4, ...pooled })] });
    const twin = card({ id: "bare" });
    const twinComparison = /** @type {any} */ ({
      ...given.comparison,
      model: "bare",
      result: {
        ...given.comparison?.result,
        hidden: [{ name: "relu3", kind: "relu", units: 64, change: 0.05 }],
        layers: [second({ stride: 1, ...bare })],
        ...result,
      },
    });
    return said("lattice", seen({ ...given, twin, twinComparison }));
  }

  test("convolution moves, pooling errs, the border leaks", () => {
    const { text, kinds, done, found, result } = nudged(
      { on_lattice: false, error: { whole: 0.3, interior: 0.29 } },
      { error: { whole: 0.018, interior: 0 } },
    );
    expect(text).toContain(
      "Without pooling it only moved along (difference: 0%); the answer stays either way: “face” with pooling, “face” without.",
    );
    expect(text).toContain(
      "The small move is not swallowed: with pooling, layer 2 can follow by whole cells alone (4 pixels), so it changes by 29% instead.",
    );
    expect(text).toContain("Its units changed by 8% with pooling, by 5% without.");
    expect(text).toContain("With the canvas's edge, the difference is 2% even without pooling");
    expect(found).toBeLessThanOrEqual(2);
    expect(result).toEqual({ pooled: 0.29, bare: 0, stride: 4 });
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(true);
  });

  test("has wordings for the other outcomes", () => {
    const { text, kinds } = nudged(
      { on_lattice: false, error: { whole: 0, interior: 0 } },
      { error: { whole: 0, interior: 0.1 } },
    );
    expect(text).toContain("Without pooling it did not only move either (difference: 10%);");
    expect(text).toContain("layer 2 only moved (difference: 0%), though a cell is 4 pixels wide.");
    expect(text).toContain("At the canvas's edge nothing stays behind either (difference: 0%).");
    expect(kinds).toEqual(["fails", "fails", "fails"]);
  });

  test("names the answers that did not stay", () => {
    const { text, kinds } = nudged(
      { on_lattice: false, error: { whole: 0.3, interior: 0.29 } },
      { error: { whole: 0.018, interior: 0 } },
      { row: 0, col: 1 },
      { outputs_b: answering("arm", 0.6) },
    );
    expect(text).toContain(
      "the answers before and now are “face” and “face” with pooling, “face” and “arm” without.",
    );
    expect(kinds).toEqual(["holds", "fails", "holds"]);
  });

  test("is not done on the lattice, where pooling moves too", () => {
    const { text, kinds, done } = nudged(
      { on_lattice: true, error: { whole: 0.1, interior: 0 } },
      { error: { whole: 0.1, interior: 0 } },
      { row: 0, col: 4 },
    );
    expect(text).toContain("the move is a whole number of its cells, 4 pixels each.");
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(false);
  });
});
