/** @import { LayerCard } from "../types/api.js" */

/**
 * Which units of the head the figures and lists show: all, or the strongest of many.
 */

/** Most hidden units that are shown. */
export const MOST_UNITS = 66;
/** Most outputs of which all are shown, as many as have names in one column of discs; and how many of more. */
export const MOST_OUTPUTS = 22;
export const TOP_OUTPUTS = 10;

/**
 * How many units of a layer are shown.
 *
 * @param {Pick<LayerCard, "shape"|"role">} layer
 */
export function shownCount({ shape: [count = 0], role }) {
  if (role === "output") return count <= MOST_OUTPUTS ? count : TOP_OUTPUTS;
  return Math.min(count, MOST_UNITS);
}

/**
 * The units to show, all in their order, or the strongest first; the first ones before there are values.
 *
 * @param {Pick<LayerCard, "shape"|"role">} layer
 * @param {ArrayLike<number>} [values]  of all units
 * @returns {number[]}
 */
export function shownUnits(layer, values) {
  const count = shownCount(layer);
  if (!values || count === layer.shape[0]) return Array.from({ length: count }, (_, unit) => unit);
  const all = Array.from(values, (_, unit) => unit);
  return all.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0)).slice(0, count);
}

/**
 * The value at which a unit of the head is drawn full: of outputs the largest score, of a lone one, which
 * has no score, the top of its range.
 *
 * @param {Pick<LayerCard, "shape"|"role"|"range">} layer
 */
export function fullOf({ shape: [count = 0], role, range }) {
  return role === "output" && count > 1 ? 1 : range[1];
}
