import { GAMMA, sliceColours } from "../charts/layer-colours.js";
import { diverging } from "../charts/colour-ramps.js";

/** @import { LayerCard, Patch } from "../types/api.js" */

/**
 * The largest absolute value; 1 if all are 0, so that it can be a divisor.
 *
 * @param {number[]|number[][]|number[][][]} numbers
 * @returns {number}
 */
export function largest(numbers) {
  let max = 0;
  for (const number of numbers.flat(2)) max = Math.max(max, Math.abs(number));
  return max || 1;
}

/**
 * The colour scale of a layer's values: its card's fixed range, so that equal values look equal
 * everywhere.
 *
 * @typedef {object} ValueScale
 * @property {number} low
 * @property {number} high
 * @property {boolean} signed
 * @property {boolean} clipped  whether values may lie beyond the ends, and look as there
 */

/**
 * @param {LayerCard|undefined} layer
 * @returns {ValueScale}
 */
export function valueScale(layer) {
  const [low, high] = layer?.range ?? [0, 1];
  // Pixels have bounds; the range of other layers is that of samples.
  const clipped = layer !== undefined && layer.role !== "input";
  if (low >= 0) return { low: 0, high, signed: false, clipped };
  const end = Math.max(-low, high);
  return { low: -end, high: end, signed: true, clipped };
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
