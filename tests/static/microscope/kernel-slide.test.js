import { expect, test } from "vitest";
import { runningSum } from "../../../static/microscope/convolution-step.js";
import { windowAt } from "../../../static/microscope/kernel-slide.js";

/** @import { Patch } from "../../../static/types/api.js" */

test("the kernel goes along the first row, then down to its patch", () => {
  const patch = /** @type {Patch} */ ({ rows: [3, 4, 5], cols: [6, 7, 8] });
  expect(windowAt(patch, 0)).toEqual({ row: 0, col: 0 });
  expect(windowAt(patch, 1 / 3)).toEqual({ row: 0, col: 3 });
  expect(windowAt(patch, 2 / 3)).toEqual({ row: 0, col: 6 });
  expect(windowAt(patch, 1)).toEqual({ row: 3, col: 6 });
});

test("a window over padding begins outside the slice", () => {
  const patch = /** @type {Patch} */ ({ rows: [null, null, 0], cols: [null, 0, 1] });
  expect(windowAt(patch, 1)).toEqual({ row: -2, col: -1 });
});

test("the sum so far is that of the rows shown, over all slices", () => {
  const products = [
    [
      [1, 2],
      [3, 4],
    ],
    [
      [10, 20],
      [30, 40],
    ],
  ];
  const patch = /** @type {Patch} */ ({ rows: [0, 1], products });
  expect([0, 0.5, 1].map((share) => runningSum(patch, share))).toEqual([0, 33, 110]);
});

test("a window with gaps begins where its first cell would lie", () => {
  const patch = /** @type {Patch} */ ({ rows: [null, 1, 4], cols: [2, 4, 6] });
  expect(windowAt(patch, 1)).toEqual({ row: -2, col: 2 });
});
