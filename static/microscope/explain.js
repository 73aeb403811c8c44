import { msg, str } from "@lit/localize";
import { enumerated } from "../i18n/locale.js";
import { GAMMA, sliceColours } from "../charts/layer-colours.js";
import { diverging } from "../charts/colour-ramps.js";

/** @import { Card, CellResponse, LayerCard, Patch } from "../types/api.js" */

/**
 * The steps in the order of the flow, from the convolution to the cell, each with its path in the
 * response.
 *
 * @param {CellResponse} answer
 */
export function flow(answer) {
  return answer.steps.map((step, at) => ({ step, path: `steps.${at}` })).reverse();
}

/**
 * The slices of a convolution's input, largest contribution first; ties in order.
 *
 * @param {Patch} patch
 * @returns {number[]}
 */
export function strongestFirst({ sums }) {
  const size = (/** @type {number} */ channel) => Math.abs(sums[channel] ?? 0);
  return Array.from(sums, (_, channel) => channel).sort((a, b) => size(b) - size(a));
}

/**
 * The largest absolute value; 1 if all are 0, so that it can be a divisor.
 *
 * @param {number[]|number[][]|number[][][]} numbers
 * @returns {number}
 */
export function largest(numbers) {
  let most = 0;
  for (const number of numbers.flat(2)) most = Math.max(most, Math.abs(number));
  return most || 1;
}

/**
 * The colour scale of a layer's values: its card's fixed range, so that equal values look equal
 * everywhere.
 *
 * @typedef {object} ValueScale
 * @property {number} low
 * @property {number} high
 * @property {boolean} signed
 */

/**
 * @param {LayerCard|undefined} layer
 * @returns {ValueScale}
 */
export function valueScale(layer) {
  const [low, high] = layer?.range ?? [0, 1];
  if (low >= 0) return { low: 0, high, signed: false };
  const end = Math.max(-low, high);
  return { low: -end, high: end, signed: true };
}

/**
 * The colour of a value in one of a layer's slices.
 *
 * @param {LayerCard|undefined} layer
 * @param {number} channel
 * @param {number} value
 */
export function valueColour(layer, channel, value) {
  const scale = valueScale(layer);
  if (scale.signed) return diverging(value / scale.high);
  const colour = (layer && sliceColours(layer)[channel]) ?? "#ffffff";
  return glow(colour, value / scale.high);
}

/**
 * A colour at a fraction of full brightness, over the stage's black.
 *
 * @param {string} colour  #rrggbb
 * @param {number} share  0 to 1, clipped
 */
export function glow(colour, share) {
  const percent = 100 * Math.min(Math.max(share, 0), 1) ** GAMMA;
  return `color-mix(in srgb, ${colour} ${percent.toFixed(1)}%, #0b0e14)`;
}

/**
 * The colour scale of the products of a layer's values and a kernel: the brightest value times the
 * largest weight is a product of full brightness.
 *
 * @param {LayerCard|undefined} layer
 * @param {Patch} patch
 */
export function productScale(layer, { kernel }) {
  return valueScale(layer).high * largest(kernel);
}

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
    ...(wraps ? [msg("goes on at the opposite border")] : []),
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
