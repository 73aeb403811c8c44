/** @import { CellResponse, LayerCard, Patch } from "../types/api.js" */

/**
 * The steps in the order of the flow, from the convolution to the cell, each with its path in the
 * response.
 *
 * @param {CellResponse} response
 */
export function flow(response) {
  return response.steps.map((step, at) => ({ step, path: `steps.${at}` })).reverse();
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
 * The slice of a convolution's input that shows where the kernel lies.
 *
 * @param {Patch} patch
 */
export function shownSlice(patch) {
  return patch.strongest?.channel ?? strongestFirst(patch)[0] ?? 0;
}

/**
 * Cells of one slice of a layer.
 *
 * @param {LayerCard|undefined} layer
 */
export function sliceSize(layer) {
  const [, rows = 1, cols = 1] = layer?.shape ?? [];
  return rows * cols;
}
