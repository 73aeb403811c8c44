import { msg } from "@lit/localize";
import { CELLS } from "./region.js";

/**
 * Regions to begin with, as boxes of cells: top, left, bottom, right, half-open. In each, digits of 20 px have
 * places.
 *
 * @type {readonly { id: string, title: () => string, boxes: [number, number, number, number][] }[]}
 */
export const PRESETS = [
  { id: "corner", title: () => msg("Corner"), boxes: [[0, 0, 7, 7]] },
  { id: "left", title: () => msg("Left half"), boxes: [[0, 0, CELLS, CELLS / 2]] },
  { id: "centre", title: () => msg("Centre"), boxes: [[4, 4, 12, 12]] },
  {
    id: "corners",
    title: () => msg("Two corners"),
    boxes: [
      [0, 0, 7, 7],
      [9, 9, CELLS, CELLS],
    ],
  },
  { id: "everywhere", title: () => msg("Everywhere"), boxes: [[0, 0, CELLS, CELLS]] },
];

/**
 * The cells of boxes.
 *
 * @param {readonly [number, number, number, number][]} boxes
 * @returns {Set<number>}
 */
export function cellsOf(boxes) {
  const cells = new Set();
  for (const [top, left, bottom, right] of boxes)
    for (let row = top; row < bottom; row++)
      for (let col = left; col < right; col++) cells.add(row * CELLS + col);
  return cells;
}

/**
 * Whether two sets have the same cells.
 *
 * @param {ReadonlySet<number>} a
 * @param {ReadonlySet<number>} b
 */
export function sameCells(a, b) {
  return a.size === b.size && [...a].every((cell) => b.has(cell));
}
