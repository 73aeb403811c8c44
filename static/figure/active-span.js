/**
 * Finds the box around each slice's active cells.
 *
 * @param {Uint8Array} bytes  of all slices
 * @param {number} rows
 * @param {number} cols
 * @param {Float32Array} into  four numbers a slice, the last slice first, fractions of a sheet: first
 *   row, first col, end of the rows, end of the cols; all 0 for a slice without active cells
 */
export function spans(bytes, rows, cols, into) {
  const cells = rows * cols;
  for (let slice = 0; slice * 4 < into.length; slice++) {
    let [top, left, bottom, right] = [rows, cols, 0, 0];
    const begin = slice * cells;
    for (let row = 0; row < rows; row++) {
      const start = begin + row * cols;
      for (let col = 0; col < cols; col++) {
        if (bytes[start + col] === 0) continue;
        if (row < top) top = row;
        bottom = row + 1;
        if (col < left) left = col;
        if (col >= right) right = col + 1;
      }
    }
    const at = into.length - 4 - slice * 4;
    const any = bottom > 0;
    into[at] = any ? top / rows : 0;
    into[at + 1] = any ? left / cols : 0;
    into[at + 2] = bottom / rows;
    into[at + 3] = right / cols;
  }
}
