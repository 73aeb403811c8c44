/**
 * A bitmap to draw on: one number a pixel, 0 where clear, else the number of an ink in `INKS`, from 1.
 *
 * @typedef {object} Sheet
 * @property {number} height  px
 * @property {number} width  px
 * @property {Uint8Array} cells  row-major
 *
 * @typedef {{ row: number, col: number }} Point  px
 */

/**
 * @param {number} height
 * @param {number} width
 * @returns {Sheet}
 */
export function blank(height, width) {
  return { height, width, cells: new Uint8Array(height * width) };
}

/**
 * Draws a polyline in place, clipped to the sheet.
 *
 * @param {Sheet} sheet
 * @param {Point[]} points  whole px; a single point is a dot
 * @param {number} width  px
 * @param {number} ink  0 erases
 * @returns {boolean}  whether any pixel changed
 */
export function line(sheet, points, width, ink) {
  let changed = false;
  for (let i = 0; i < points.length; i++) {
    const to = /** @type {Point} */ (points[i]);
    const from = points[i - 1] ?? to;
    const steps = Math.max(Math.abs(to.row - from.row), Math.abs(to.col - from.col), 1);
    for (let step = 0; step <= steps; step++) {
      const row = Math.round(from.row + ((to.row - from.row) * step) / steps);
      const col = Math.round(from.col + ((to.col - from.col) * step) / steps);
      changed = dot(sheet, row, col, width, ink) || changed;
    }
  }
  return changed;
}

/**
 * @param {Sheet} sheet
 * @param {number} row
 * @param {number} col
 * @param {number} width
 * @param {number} ink
 */
function dot({ height, width: cols, cells }, row, col, width, ink) {
  const reach = Math.floor(width / 2);
  let changed = false;
  for (let y = Math.max(row - reach, 0); y <= Math.min(row + reach, height - 1); y++) {
    for (let x = Math.max(col - reach, 0); x <= Math.min(col + reach, cols - 1); x++) {
      if ((y - row) ** 2 + (x - col) ** 2 > (width / 2) ** 2) continue;
      if (cells[y * cols + x] === ink) continue;
      cells[y * cols + x] = ink;
      changed = true;
    }
  }
  return changed;
}

/**
 * Draws one sheet over another in place; clear pixels leave the other's.
 *
 * @param {Sheet} sheet
 * @param {Sheet} other
 * @param {number} row  of the top-left corner on the sheet, px; may be outside
 * @param {number} col
 */
export function lay(sheet, other, row, col) {
  other.cells.forEach((ink, i) => {
    const y = row + Math.floor(i / other.width);
    const x = col + (i % other.width);
    if (ink === 0 || y < 0 || x < 0 || y >= sheet.height || x >= sheet.width) return;
    sheet.cells[y * sheet.width + x] = ink;
  });
}

/**
 * The smallest sheet that contains all ink, and its position; null if there is no ink.
 *
 * @param {Sheet} sheet
 * @returns {{ row: number, col: number, sheet: Sheet }|null}
 */
export function cropped({ width, cells }) {
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  cells.forEach((ink, i) => {
    if (ink === 0) return;
    const [row, col] = [Math.floor(i / width), i % width];
    [top, left] = [Math.min(top, row), Math.min(left, col)];
    [bottom, right] = [Math.max(bottom, row), Math.max(right, col)];
  });
  if (bottom < 0) return null;
  const small = blank(bottom - top + 1, right - left + 1);
  for (let row = 0; row < small.height; row++) {
    const from = (top + row) * width + left;
    small.cells.set(cells.subarray(from, from + small.width), row * small.width);
  }
  return { row: top, col: left, sheet: small };
}
