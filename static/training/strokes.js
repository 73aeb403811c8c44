import { CELLS } from "./region.js";

/** @typedef {{ row: number, col: number }} Cell  of the region's cells, perhaps outside the canvas */

/** Cells of the brush's side; each is odd, so that a cell is in its middle. */
export const SIDES = [1, 3, 5];

/**
 * The square under a brush, within the canvas; null where the brush's middle is outside.
 *
 * @param {Cell} middle
 * @param {number} side  cells
 * @returns {[top: number, left: number, bottom: number, right: number]|null}  half-open
 */
export function underBrush({ row, col }, side) {
  if (Math.min(row, col) < 0 || Math.max(row, col) >= CELLS) return null;
  const reach = (side - 1) / 2;
  const last = (/** @type {number} */ at) => Math.min(at + reach + 1, CELLS);
  return [Math.max(row - reach, 0), Math.max(col - reach, 0), last(row), last(col)];
}

/**
 * The cells from one to another, both included, each beside the one before, also at a corner.
 *
 * @param {Cell} from
 * @param {Cell} to
 * @returns {Cell[]}
 */
export function between(from, to) {
  const [down, right] = [to.row - from.row, to.col - from.col];
  const steps = Math.max(Math.abs(down), Math.abs(right), 1);
  return Array.from({ length: steps + 1 }, (_, i) => ({
    row: from.row + Math.round((down * i) / steps),
    col: from.col + Math.round((right * i) / steps),
  }));
}

/**
 * A region with a stroke painted or rubbed out; the same set where nothing changes.
 *
 * @param {ReadonlySet<number>} painted
 * @param {readonly Cell[]} middles  of the brush, along the stroke
 * @param {number} side  of the brush, cells
 * @param {"brush"|"eraser"} tool
 * @returns {ReadonlySet<number>}
 */
export function stroked(painted, middles, side, tool) {
  const now = new Set(painted);
  for (const middle of middles) {
    const [top, left, bottom, right] = underBrush(middle, side) ?? [0, 0, 0, 0];
    for (let row = top; row < bottom; row++)
      for (let col = left; col < right; col++) {
        if (tool === "brush") now.add(row * CELLS + col);
        else now.delete(row * CELLS + col);
      }
  }
  return now.size === painted.size ? painted : now;
}
