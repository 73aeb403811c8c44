import { describe, expect, test } from "vitest";
import { card } from "../../examples.js";
import { compared, said, seen, second } from "../tour-states.js";

describe("step 7: one pixel aside", () => {
  /**
   * @param {Parameters<typeof second>[0]} pooled
   * @param {Parameters<typeof second>[0]} bare
   * @param {{ row: number, col: number }} [shift]
   */
  function nudged(pooled, bare, shift = { row: 0, col: 1 }) {
    const given = compared({ shift, layers: [second({ stride: 4, ...pooled })] });
    const twin = card({ id: "bare" });
    const twinComparison = /** @type {any} */ ({
      ...given.comparison,
      model: "bare",
      result: { shift, layers: [second({ stride: 1, ...bare })] },
    });
    return said("lattice", seen({ ...given, twin, twinComparison }));
  }

  test("convolution moves, pooling errs, the border leaks", () => {
    const { text, kinds, done, found, result } = nudged(
      { on_lattice: false, error: { whole: 0.3, interior: 0.29 } },
      { error: { whole: 0.018, interior: 0 } },
    );
    expect(text).toContain("Without pooling it only moved along, and 0% changed");
    expect(text).toContain("cannot move by less than a cell (4 pixels), so 29% of it changed.");
    expect(text).toContain("With the canvas's edge, 2% changed even without pooling");
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
    expect(text).toContain("Without pooling it did not only move either: 10% changed.");
    expect(text).toContain(
      "layer 2 only moved (0% of it changed), though a cell is 4 pixels wide.",
    );
    expect(text).toContain("At the canvas's edge nothing stays behind either: 0% changed.");
    expect(kinds).toEqual(["fails", "fails", "fails"]);
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
