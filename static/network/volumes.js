/** @import { Card, LayerCard } from "../types/api.js" */

/**
 * The volumes that a figure shows, in the order of the flow.
 *
 * @param {Card} card
 */
export function volumesOf(card) {
  return card.layers.filter(({ role, shape }) => role !== null && shape.length === 3);
}

/**
 * The name of an output, as the server gives it.
 *
 * @param {LayerCard} layer  of the outputs
 * @param {Card|undefined} card
 * @param {number} unit
 */
export function outputName(layer, card, unit) {
  return layer.slices[unit] ?? card?.outputs[unit] ?? "";
}

/**
 * The volume of another network that is comparable slice by slice: of the same stage, with the same
 * number and names of slices.
 *
 * @param {LayerCard} layer
 * @param {Card} other
 * @returns {LayerCard|null}
 */
export function counterpart(layer, other) {
  const found = volumesOf(other).find(
    ({ role, stage, shape, slices }) =>
      role === layer.role &&
      stage === layer.stage &&
      shape[0] === layer.shape[0] &&
      slices.length === layer.slices.length &&
      slices.every((name, i) => name === layer.slices[i]),
  );
  return found ?? null;
}

/**
 * Pairs of two networks' volumes: those of the first with their counterparts, then those of the second
 * without one.
 *
 * @param {Card} first
 * @param {Card|null} second
 * @returns {{ first: LayerCard|null, second: LayerCard|null }[]}
 */
export function pairs(first, second) {
  const rows = volumesOf(first).map((layer) => ({
    first: layer,
    second: second && counterpart(layer, second),
  }));
  const taken = new Set(rows.map((row) => row.second));
  const left = second ? volumesOf(second).filter((layer) => !taken.has(layer)) : [];
  return [...rows, ...left.map((layer) => ({ first: null, second: layer }))];
}

/**
 * The convolution that computes a volume's slices, at or before it; null if there is none.
 *
 * @param {Card} card
 * @param {string} name  of the volume
 */
export function convolutionOf(card, name) {
  const end = card.layers.findIndex((layer) => layer.name === name);
  const found = card.layers.slice(0, end + 1).findLast(({ kind }) => kind === "conv");
  return found?.name ?? null;
}

/**
 * How many weights a convolution has, by the card.
 *
 * @param {Card} card
 * @param {string} name  of the convolution
 */
export function weightsOf({ layers }, name) {
  const at = layers.findIndex((layer) => layer.name === name);
  const layer = layers[at];
  if (!layer) return 0;
  const source = layer.inputs?.[0];
  const read = layers.find((other) => other.name === source) ?? layers[at - 1];
  const { kernel, groups } = layer.options;
  const [rows = 1, cols = rows] = [kernel].flat().map(Number);
  const channels = (read?.shape[0] ?? 1) / (Number(groups) || 1);
  return (layer.shape[0] ?? 1) * channels * rows * cols;
}
