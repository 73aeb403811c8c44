/** @import { Box, Card, LayerCard, Place, Span } from "../types/api.js" */

/**
 * What a cell sees of a volume on its way from the picture.
 *
 * Boxes are in that volume's own cells, half-open. `whole` is as if the volume went on beyond its
 * borders, `clipped` what of it lies within. What lies outside is padding; on a torus it is what the
 * cell sees at the opposite borders, and `beyond` says where.
 *
 * @typedef {object} Sight
 * @property {LayerCard} layer
 * @property {Span} channels  its slices, half-open
 * @property {Box} whole
 * @property {Box} clipped
 * @property {Box[]} beyond
 */

/**
 * What a cell sees, from the cell itself back to the picture, of every volume that a figure shows.
 *
 * Cells of all volumes are told in px by their strides and receptive fields (Araujo, Norris & Sim
 * 2019, Computing Receptive Fields); so is what one sees of another. A convolution sees all slices
 * of its input, any other layer one.
 *
 * @param {Card} card
 * @param {Place} cell
 * @returns {Sight[]}  empty where the network has no such volume
 */
export function sights({ layers }, { layer: name, channel, row, col }) {
  const end = layers.findIndex((layer) => layer.name === name);
  const own = layers[end];
  /** @type {Sight[]} */
  const found = [];
  /** @type {Span} */
  let channels = [channel, channel + 1];
  let torus = true;
  for (let i = end; i >= 0; i--) {
    const layer = layers[i];
    const before = layers[i - 1];
    if (!own?.receptive_field || !layer?.receptive_field) return [];
    if (layer.role !== null) found.push(sight(own, layer, channels, [row, col], torus));
    if (!before) break;
    if (layer.kind === "conv") channels = [0, before.shape[0] ?? 1];
    // A window that begins before its input does has padding.
    const padded = (layer.receptive_field.offset ?? 0) < (before.receptive_field?.offset ?? 0);
    if (padded) torus &&= layer.options.padding === "circular";
  }
  return found;
}

/**
 * @param {LayerCard} own  the cell's
 * @param {LayerCard} layer  that is seen
 * @param {Span} channels
 * @param {[number, number]} at
 * @param {boolean} torus
 * @returns {Sight}
 */
function sight(own, layer, channels, [row, col], torus) {
  const [, height = 0, width = 0] = layer.shape;
  const whole = { rows: span(own, layer, row), cols: span(own, layer, col) };
  const clipped = { rows: clip(whole.rows, height), cols: clip(whole.cols, width) };
  const above = [clipped.rows, ...(torus ? opposite(whole.rows, height) : [])];
  const aside = [clipped.cols, ...(torus ? opposite(whole.cols, width) : [])];
  const [, ...beyond] = above.flatMap((rows) => aside.map((cols) => ({ rows, cols })));
  return { layer, channels, whole, clipped, beyond };
}

/**
 * The rows (or cols) of a volume that a cell of a later one sees, unclipped.
 *
 * @param {LayerCard} own
 * @param {LayerCard} layer
 * @param {number} at
 * @returns {Span}
 */
function span(own, layer, at) {
  const [late, early] = [own.receptive_field, layer.receptive_field];
  if (!late || !early) return [0, 0];
  const stride = layer.stride ?? 1;
  const first = (late.offset - early.offset + at * (own.stride ?? 1)) / stride;
  return [first, first + (late.size - early.size) / stride + 1];
}

/**
 * @param {Span} span
 * @param {number} length
 * @returns {Span}
 */
function clip([from, to], length) {
  return [Math.min(Math.max(from, 0), length), Math.max(Math.min(to, length), 0)];
}

/**
 * What of a span beyond a border is found at the opposite one, and not in the span itself.
 *
 * @param {Span} span
 * @param {number} length
 * @returns {Span[]}
 */
function opposite([from, to], length) {
  const [first, last] = clip([from, to], length);
  /** @type {Span[]} */
  const ends = [
    [Math.max(from + length, last), length],
    [0, Math.min(to - length, first)],
  ];
  return ends.filter(([begin, end]) => begin < end);
}
