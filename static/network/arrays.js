/**
 * Functions on maps: flat arrays in row-major order, and half-open boxes of their cells.
 *
 * @typedef {{ row: number, col: number, height: number, width: number }} Box
 * @typedef {{ row: number, col: number }} Shift  cells
 */

/**
 * The sweep's positions at which an object is completely inside a region of the canvas, as a box of
 * positions; null if there are none, or no region.
 *
 * @param {number[]} rows  px of the object's top, ascending
 * @param {number[]} cols  px of its left, ascending
 * @param {[number, number, number, number]|null} region  px: top, left, bottom, right
 * @param {{ height: number, width: number }} object  px
 * @returns {Box|null}
 */
export function within(rows, cols, region, object) {
  if (!region) return null;
  const [top, left, bottom, right] = region;
  const inRows = rows.filter((row) => row >= top && row + object.height <= bottom);
  const inCols = cols.filter((col) => col >= left && col + object.width <= right);
  const [row, col] = [inRows[0], inCols[0]];
  if (row === undefined || col === undefined) return null;
  return {
    row: rows.indexOf(row),
    col: cols.indexOf(col),
    height: inRows.length,
    width: inCols.length,
  };
}

/**
 * The mean of the cells inside a box and of those outside; null if there are none.
 *
 * @param {ArrayLike<number>} values  of `rows` × `cols` cells
 * @param {number} cols
 * @param {Box|null} box
 * @returns {{ inside: number|null, outside: number|null }}
 */
export function means(values, cols, box) {
  const sums = { inside: [0, 0], outside: [0, 0] };
  for (let i = 0; i < values.length; i++) {
    const [row, col] = [Math.floor(i / cols), i % cols];
    const sum = box && holds(box, row, col) ? sums.inside : sums.outside;
    sum[0] = (sum[0] ?? 0) + (values[i] ?? 0);
    sum[1] = (sum[1] ?? 0) + 1;
  }
  const mean = (/** @type {number[]} */ [sum = 0, count = 0]) => (count ? sum / count : null);
  return { inside: mean(sums.inside), outside: mean(sums.outside) };
}

/**
 * @param {Box} box
 * @param {number} row
 * @param {number} col
 */
export function holds(box, row, col) {
  return (
    row >= box.row && col >= box.col && row < box.row + box.height && col < box.col + box.width
  );
}

/**
 * The cells of a mask as bars: one for each run of cells along a row.
 *
 * @param {ArrayLike<number|boolean>} mask  row-major
 * @param {number} cols
 * @returns {Box[]}
 */
export function bars(mask, cols) {
  /** @type {Box[]} */
  const found = [];
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i]) continue;
    const [row, col] = [Math.floor(i / cols), i % cols];
    const last = found.at(-1);
    if (last?.row === row && last.col + last.width === col) last.width += 1;
    else found.push({ row, col, height: 1, width: 1 });
  }
  return found;
}

/**
 * A volume seen from the front: the maximum over slices at each position.
 *
 * @param {ArrayLike<number>} values  [channel row col]
 * @param {number[]} shape
 * @returns {Float32Array}  [row col]
 */
export function front(values, [channels = 0, rows = 0, cols = 0]) {
  const cells = rows * cols;
  const result = new Float32Array(cells).fill(-Infinity);
  for (let i = 0; i < channels * cells; i++) {
    const value = values[i] ?? 0;
    if (value > (result[i % cells] ?? 0)) result[i % cells] = value;
  }
  return result;
}

/**
 * `b` minus `a` shifted by whole cells. Vacated cells are zero or, on a torus, wrap around.
 *
 * @param {ArrayLike<number>} a  [channel row col]
 * @param {ArrayLike<number>} b
 * @param {number[]} shape
 * @param {Shift} shift
 * @param {boolean} [cyclic]
 * @returns {Float32Array}  [channel row col]
 */
export function difference(a, b, [channels = 0, rows = 0, cols = 0], shift, cyclic = false) {
  const result = new Float32Array(channels * rows * cols);
  let i = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++, i++) {
        let [fromRow, fromCol] = [row - shift.row, col - shift.col];
        if (cyclic) [fromRow, fromCol] = [modulo(fromRow, rows), modulo(fromCol, cols)];
        const inside = fromRow >= 0 && fromCol >= 0 && fromRow < rows && fromCol < cols;
        const was = inside ? (a[(channel * rows + fromRow) * cols + fromCol] ?? 0) : 0;
        result[i] = (b[i] ?? 0) - was;
      }
    }
  }
  return result;
}

/**
 * @param {number} value
 * @param {number} by
 */
function modulo(value, by) {
  return ((value % by) + by) % by;
}

/**
 * The largest absolute value among the finite values.
 *
 * @param {ArrayLike<number>} values
 */
export function largest(values) {
  let max = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] ?? 0);
    if (size > max && size < Infinity) max = size;
  }
  return max;
}

/**
 * Index of the number nearest to a value in an ascending list.
 *
 * @param {number[]} list
 * @param {number} value
 */
export function nearestIndex(list, value) {
  let best = 0;
  list.forEach((item, i) => {
    if (Math.abs(item - value) < Math.abs((list[best] ?? 0) - value)) best = i;
  });
  return best;
}
