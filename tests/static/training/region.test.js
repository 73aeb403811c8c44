import { describe, expect, test } from "vitest";
import { random } from "../random.js";
import { FIRST_FORM } from "../../../static/state/initial-state.js";
import { CANVAS, CELL, CELLS, boxesOf, placesIn } from "../../../static/training/region.js";

/** @param {(row: number, col: number) => boolean} holds */
function pixels(holds) {
  return Array.from({ length: CANVAS * CANVAS }, (_, i) =>
    holds(Math.floor(i / CANVAS), i % CANVAS),
  );
}

describe("boxes of a painted region", () => {
  test("the first form's corner is one box", () => {
    expect(boxesOf(FIRST_FORM.painted)).toEqual([[0, 0, 28, 28]]);
  });

  test("they cover the painted px once, and no others", () => {
    for (let seed = 0; seed < 20; seed++) {
      const { chance, next } = random(seed);
      const share = next();
      const all = Array.from({ length: CELLS * CELLS }, (_, i) => i);
      const cells = new Set(all.filter(() => chance(share)));
      const boxes = boxesOf(cells);
      const covers = (/** @type {number} */ row, /** @type {number} */ col) =>
        boxes.filter(([top, left, bottom, right]) => {
          return top <= row && row < bottom && left <= col && col < right;
        }).length;
      const is = (/** @type {number} */ row, /** @type {number} */ col) =>
        cells.has(Math.floor(row / CELL) * CELLS + Math.floor(col / CELL)) ? 1 : 0;
      expect(pixels((row, col) => covers(row, col) === is(row, col)).every(Boolean)).toBe(true);
      expect(boxes.length).toBeLessThanOrEqual(256);
    }
  });
});

describe("places in a painted region", () => {
  test("a digit of 20 px has 81 in the first form's corner", () => {
    expect(placesIn(FIRST_FORM.painted, { height: 20, width: 20 })).toBe(81);
  });

  test("an object has none in a region that is narrower, and all on a painted canvas", () => {
    const all = new Set(Array.from({ length: CELLS * CELLS }, (_, i) => i));
    expect(placesIn(all, { height: 20, width: 21 })).toBe(45 * 44);
    expect(placesIn(FIRST_FORM.painted, { height: 29, width: 5 })).toBe(0);
  });
});
