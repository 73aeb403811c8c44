import { CELLS } from "./region.js";

/**
 * The border of an area of cells, as the path of an SVG in units of a cell. Each straight line is one piece, so
 * that its dashes are seen, however small the cells are.
 *
 * @param {number} rows
 * @param {number} cols
 * @param {(row: number, col: number) => boolean} has  whether a cell belongs to the area
 */
export function outline(rows, cols, has) {
  const isIn = (/** @type {number} */ row, /** @type {number} */ col) =>
    row >= 0 && col >= 0 && row < rows && col < cols && has(row, col);
  const lines = [];
  // Edges between a row or column and the one before; the last ones are the grid's own.
  for (let row = 0; row <= rows; row++)
    for (const [from, length] of runs(cols, (col) => isIn(row, col) !== isIn(row - 1, col)))
      lines.push(`M${from} ${row}h${length}`);
  for (let col = 0; col <= cols; col++)
    for (const [from, length] of runs(rows, (row) => isIn(row, col) !== isIn(row, col - 1)))
      lines.push(`M${col} ${from}v${length}`);
  return lines.join("");
}

/**
 * The outline of a painted region.
 *
 * @param {ReadonlySet<number>} painted
 */
export function outlineOf(painted) {
  return outline(CELLS, CELLS, (row, col) => painted.has(row * CELLS + col));
}

/**
 * The longest runs of places that something is true of.
 *
 * @param {number} count  of places
 * @param {(at: number) => boolean} isTrue
 * @returns {[from: number, length: number][]}
 */
function runs(count, isTrue) {
  /** @type {[number, number][]} */
  const found = [];
  let from = null;
  for (let at = 0; at <= count; at++) {
    if (at < count && isTrue(at)) from ??= at;
    else if (from !== null) {
      found.push([from, at - from]);
      from = null;
    }
  }
  return found;
}
