import { msg, str } from "@lit/localize";
import { enumerated } from "../i18n/locale.js";

/** @import { Card, CellResponse } from "../types/api.js" */

/**
 * Text on what a receptive field covers.
 *
 * @param {NonNullable<CellResponse["field"]>} field
 */
export function fieldText({ whole, touches_padding: padding, wraps }) {
  const [top, bottom] = whole.rows;
  const [left, right] = whole.cols;
  const one = bottom - top === 1 && right - left === 1;
  return enumerated([
    one
      ? msg(str`row ${top}, col ${left} px`)
      : msg(str`rows ${top} to ${bottom - 1}, cols ${left} to ${right - 1} px`),
    ...(padding ? [msg("touches padding")] : []),
    ...(wraps ? [msg("wraps around to the opposite border")] : []),
  ]);
}

/**
 * The pixels of a cell's receptive field, or the whole picture if the cell sees everything. Padding is
 * transparent; on a torus, pixels wrap around.
 *
 * @param {Card} card
 * @param {CellResponse["field"]} field
 * @param {Uint8Array} bytes  input [channel, row, col]; 255 means 1
 * @returns {{ width: number, height: number, pixels: Uint8ClampedArray<ArrayBuffer> }}  RGBA
 */
export function crop(card, field, bytes) {
  const [channels, height, width] = card.input_shape;
  const [top, bottom] = field?.whole.rows ?? [0, height];
  const [left, right] = field?.whole.cols ?? [0, width];
  const [rows, cols] = [bottom - top, right - left];
  const pixels = new Uint8ClampedArray(4 * rows * cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      let [row, col] = [top + i, left + j];
      if (field?.wraps) [row, col] = [modulo(row, height), modulo(col, width)];
      if (row < 0 || col < 0 || row >= height || col >= width) continue;
      const at = 4 * (i * cols + j);
      for (let part = 0; part < 3; part++) {
        const channel = channels >= 3 ? part : 0;
        pixels[at + part] = bytes[(channel * height + row) * width + col] ?? 0;
      }
      pixels[at + 3] = 255;
    }
  }
  return { width: cols, height: rows, pixels };
}

/**
 * @param {number} value
 * @param {number} length
 */
function modulo(value, length) {
  return ((value % length) + length) % length;
}
