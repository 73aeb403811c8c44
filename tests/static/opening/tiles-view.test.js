import { expect, test } from "vitest";
import { spaced } from "../../../static/opening/tiles-view.js";

/** @param {[row: number, col: number][]} places */
function tiles(...places) {
  return places.map(([row, col]) => ({ row, col }));
}

test("of a grid's tiles every other one in both directions is chosen", () => {
  const side = [0, 4, 8, 12];
  const all = side.flatMap((row) => side.map((col) => ({ row, col })));
  expect([...spaced(all)]).toEqual(tiles([0, 0], [0, 8], [8, 0], [8, 8]));
});

test("along a path no two chosen tiles touch, and none is far from the next", () => {
  const path = tiles([4, 4], [4, 8], [8, 12], [12, 12], [16, 12], [20, 16]);
  expect([...spaced(path)]).toEqual(tiles([4, 4], [8, 12], [16, 12]));
});
