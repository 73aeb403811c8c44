/** @import { Box, Card, LayerCard, Place, Span } from "../types/api.js" */

/**
 * The receptive field of a cell in one volume.
 *
 * Boxes are half-open, in cells of that volume. `whole` may reach beyond the volume's borders;
 * `clipped` is its part within them. The rest is padding or, on a torus, wraps around to the
 * opposite borders: `beyond` lists those boxes.
 *
 * @typedef {object} Sight
 * @property {LayerCard} layer
 * @property {Span} channels  slices, half-open
 * @property {Box} whole
 * @property {Box} clipped
 * @property {Box[]} beyond
 */

/**
 * A cell's receptive field in every volume that a figure shows, from the cell back to the picture.
 *
 * Strides and receptive fields place the cells of all volumes in px, and so relate the cells of one
 * volume to another's (Araujo, Norris & Sim 2019, Computing Receptive Fields). A convolution sees all
 * slices of its input, any other layer one.
 *
 * @param {Card} card
 * @param {Place} cell
 * @returns {Sight[]}  empty if the network has no such volume
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
    // A window that starts before its input includes padding.
    const padded = (layer.receptive_field.offset ?? 0) < (before.receptive_field?.offset ?? 0);
    if (padded) torus &&= layer.options.padding === "circular";
  }
  return found;
}

/**
 * @param {LayerCard} own  the cell's layer
 * @param {LayerCard} layer  the layer seen
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
 * The parts of a span beyond a border, wrapped to the opposite one, without what `span` covers
 * already.
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
