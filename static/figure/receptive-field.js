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
 * What a cell sees of a layer: slices, and cells along both axes, unclipped, half-open; and whether all
 * padding on the way wraps around.
 *
 * @typedef {{ channels: Span, rows: Span, cols: Span, torus: boolean }} Seen
 */

/**
 * A cell's receptive field in every volume that a figure shows and the cell depends on, from the cell back
 * to the picture.
 *
 * The network is a graph, walked back from the cell by its layers' inputs. Strides and receptive fields in
 * px say how a layer's cells lie over its input's (Araujo, Norris & Sim 2019, Computing Receptive Fields).
 * Where several ways lead to a layer, its field is the least box that holds what is seen on each.
 *
 * @param {Card} card
 * @param {Place} cell
 * @returns {Sight[]}  empty if the network has no such volume, or if the cell depends on whole volumes
 */
export function sights({ layers }, { layer: name, channel, row, col }) {
  const end = layers.findIndex((layer) => layer.name === name);
  const places = new Map(layers.map((layer, i) => [layer.name, i]));
  /** @type {Map<number, Seen>} */
  const seen = new Map([
    [end, { ...{ channels: [channel, channel + 1], torus: true }, rows: one(row), cols: one(col) }],
  ]);
  /** @type {Sight[]} */
  const found = [];
  for (let i = end; i >= 0; i--) {
    const [layer, own] = [layers[i], seen.get(i)];
    if (!layer || !own) continue;
    if (!layer.receptive_field) return [];
    if (layer.role !== null) found.push(sight(layer, own));
    const sources = layer.inputs?.length
      ? layer.inputs.map((input) => places.get(input) ?? -1)
      : [i - 1];
    const inputs = sources.flatMap((at) => layers[at] ?? []);
    for (const [order, at] of sources.entries()) {
      const input = layers[at];
      const channels = input && slicesOf(layer, inputs, order, own.channels);
      if (!channels) continue;
      if (!input.receptive_field) return [];
      const merges = inputs.length > 1;
      const next = {
        channels,
        rows: merges ? own.rows : windowOf(layer, input, own.rows),
        cols: merges ? own.cols : windowOf(across(layer), across(input), own.cols),
        torus: own.torus && (merges || wraps(layer, input)),
      };
      const other = seen.get(at);
      seen.set(at, other ? both(next, other) : next);
    }
  }
  return found;
}

/** @param {number} at @returns {Span} */
function one(at) {
  return [at, at + 1];
}

/**
 * @param {LayerCard} layer
 * @param {Seen} seen
 * @returns {Sight}
 */
function sight(layer, { channels, rows, cols, torus }) {
  const [, height = 0, width = 0] = layer.shape;
  const clipped = { rows: clip(rows, height), cols: clip(cols, width) };
  const above = [clipped.rows, ...(torus ? opposite(rows, height) : [])];
  const aside = [clipped.cols, ...(torus ? opposite(cols, width) : [])];
  const [, ...beyond] = above.flatMap((r) => aside.map((c) => ({ rows: r, cols: c })));
  return { layer, channels, whole: { rows, cols }, clipped, beyond };
}

/**
 * The slices of an input that slices of a layer are made of; null if of none.
 *
 * @param {LayerCard} layer
 * @param {LayerCard[]} inputs
 * @param {number} order  of the input among them
 * @param {Span} channels
 * @returns {Span|null}
 */
function slicesOf({ kind, options, shape: [own = 1] }, inputs, order, [first, last]) {
  const count = inputs[order]?.shape[0] ?? 1;
  if (kind === "concat") {
    const before = inputs.slice(0, order).reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
    const from = Math.max(first - before, 0);
    const to = Math.min(last - before, count);
    return from < to ? [from, to] : null;
  }
  if (kind === "conv") {
    const groups = Number(options.groups) || 1;
    const [group, end] = [Math.floor((first * groups) / own), Math.ceil((last * groups) / own)];
    return [(group * count) / groups, (end * count) / groups];
  }
  return kind === "softmax" || own !== count ? [0, count] : [first, last];
}

/**
 * Whether a layer's window stays within its input or wraps around its borders. One that starts before its
 * input includes padding.
 *
 * @param {LayerCard} layer
 * @param {LayerCard} input
 */
function wraps({ receptive_field: late, options }, { receptive_field: early }) {
  const padded = (late?.offset ?? 0) < (early?.offset ?? 0);
  return !padded || [options.padding, options.mode].includes("circular");
}

/**
 * The least boxes that hold what is seen on two ways.
 *
 * @param {Seen} a
 * @param {Seen} b
 * @returns {Seen}
 */
function both(a, b) {
  const hull = (/** @type {Span} */ [from, to], /** @type {Span} */ [begin, end]) =>
    /** @type {Span} */ ([Math.min(from, begin), Math.max(to, end)]);
  return {
    channels: hull(a.channels, b.channels),
    rows: hull(a.rows, b.rows),
    cols: hull(a.cols, b.cols),
    torus: a.torus && b.torus,
  };
}

/**
 * A layer with the stride and the receptive field of its cols in place of those of its rows.
 *
 * @param {LayerCard} layer
 * @returns {LayerCard}
 */
function across(layer) {
  const { stride_cols: stride = layer.stride } = layer;
  const { receptive_field_cols: field = layer.receptive_field } = layer;
  return { ...layer, stride, receptive_field: field };
}

/**
 * The rows (or cols) of its input that those of a layer see, unclipped.
 *
 * @param {LayerCard} layer
 * @param {LayerCard} input
 * @param {Span} span
 * @returns {Span}
 */
function windowOf(layer, input, [from, to]) {
  const [late, early] = [layer.receptive_field, input.receptive_field];
  if (!late || !early) return [0, 0];
  const px = input.stride ?? 1;
  const step = (layer.stride ?? 1) / px;
  const begin = (late.offset - early.offset) / px;
  const size = (late.size - early.size) / px + 1;
  return [begin + from * step, begin + (to - 1) * step + size];
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
