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
 * The slices of the input that a convolution reads, largest contribution first; ties in order.
 *
 * @param {Patch} patch
 * @returns {number[]}
 */
export function strongestFirst({ first, sums }) {
  const size = (/** @type {number} */ channel) => Math.abs(sums[channel - first] ?? 0);
  return Array.from(sums, (_, i) => first + i).sort((a, b) => size(b) - size(a));
}

/**
 * The slice of a convolution's input that shows where the kernel lies.
 *
 * @param {Patch} patch
 */
export function shownSlice(patch) {
  return patch.strongest?.channel ?? strongestFirst(patch)[0] ?? patch.first;
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
