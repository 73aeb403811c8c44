import { bars } from "../network/arrays.js";

/** @import { Box } from "../network/arrays.js" */

/**
 * Marks over the cells of a heat map.
 *
 * @typedef {object} Overlay
 * @property {number} cols
 * @property {Box|null} [outline]  cells
 * @property {ArrayLike<boolean>|null} [hatched]  cells, row-major
 * @property {{ row: number, col: number, kind: string }[]} [marks]  cells to frame
 */

/**
 * Draws each of these, in cells.
 *
 * @template T
 * @typedef {object} Pen
 * @property {(boxes: Box[]) => T} hatch
 * @property {(box: Box) => T} outline
 * @property {(box: Box, kind: string) => T} mark
 */

/**
 * @template T
 * @param {Overlay} overlay
 * @param {Pen<T>} pen
 * @returns {T[]}  from the back to the front
 */
export function drawOverlay({ cols, outline, hatched, marks = [] }, pen) {
  return [
    ...(hatched ? [pen.hatch(bars(hatched, cols))] : []),
    ...(outline ? [pen.outline(outline)] : []),
    ...marks.map(({ row, col, kind }) => pen.mark({ row, col, height: 1, width: 1 }, kind)),
  ];
}
