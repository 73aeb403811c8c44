/** @typedef {[number, number, number, number]} Box  px: top, left, bottom, right, half-open */

/** Px of the canvas's side, and of a painted cell's. */
export const CANVAS = 64;
export const CELL = 4;
/** Cells in a row, and in a column. */
export const CELLS = CANVAS / CELL;

/**
 * The painted cells as boxes, as a training takes them: rows of adjacent cells, joined downwards where they are
 * equally wide.
 *
 * @param {ReadonlySet<number>} painted
 * @returns {Box[]}  from top to bottom, and from left to right
 */
export function boxesOf(painted) {
  /** Boxes by their left and right side, to which the next row may be joined. @type {Map<string, Box>} */
  let open = new Map();
  const boxes = [];
  for (let row = 0; row < CELLS; row++) {
    /** @type {Map<string, Box>} */
    const here = new Map();
    for (const [left, right] of runs(painted, row)) {
      const key = `${left} ${right}`;
      const above = open.get(key);
      if (above) above[2] += CELL;
      const box = above ?? /** @type {Box} */ ([row * CELL, left, (row + 1) * CELL, right]);
      if (!above) boxes.push(box);
      here.set(key, box);
    }
    open = here;
  }
  return boxes;
}

/**
 * The runs of painted cells of a row, in px, half-open.
 *
 * @param {ReadonlySet<number>} painted
 * @param {number} row
 * @returns {[number, number][]}
 */
function runs(painted, row) {
  /** @type {[number, number][]} */
  const found = [];
  for (let col = 0; col < CELLS; col++) {
    if (!painted.has(row * CELLS + col)) continue;
    const last = found.at(-1);
    if (last?.[1] === col * CELL) last[1] += CELL;
    else found.push([col * CELL, (col + 1) * CELL]);
  }
  return found;
}

/**
 * How many places an object has that lies wholly inside the painted cells.
 *
 * @param {ReadonlySet<number>} painted
 * @param {{ height: number, width: number }} object  px
 */
export function placesIn(painted, { height, width }) {
  let count = 0;
  for (let row = 0; row + height <= CANVAS; row++)
    for (let col = 0; col + width <= CANVAS; col++)
      if (liesIn(painted, { row, col, height, width })) count += 1;
  return count;
}

/**
 * Whether a box lies wholly inside the painted cells.
 *
 * @param {ReadonlySet<number>} painted
 * @param {{ row: number, col: number, height: number, width: number }} box  px
 */
export function liesIn(painted, { row, col, height, width }) {
  const cell = (/** @type {number} */ px) => Math.floor(px / CELL);
  for (let i = cell(row); i <= cell(row + height - 1); i++)
    for (let j = cell(col); j <= cell(col + width - 1); j++)
      if (!painted.has(i * CELLS + j)) return false;
  return true;
}
