import { msg, str } from "@lit/localize";

/** @import { LayerCard, QuantisedVolume } from "../types/api.js" */

/**
 * Which slices of a volume a frame holds. A server sends the strongest only of a volume with many; the
 * figures draw the sent ones, so a slice's place among them differs from its number.
 */

/** Most slices of a volume in a frame. */
export const MOST_SENT = 64;

/** Most cells of a volume in a frame: of larger slices fewer are sent. */
const MOST_CELLS = 2 ** 22;

/**
 * How many slices of a volume are sent and drawn.
 *
 * @param {Pick<LayerCard, "shape">} layer
 */
export function sentCount({ shape: [count = 0, rows = 1, cols = 1] }) {
  return Math.min(count, MOST_SENT, Math.max(1, Math.floor(MOST_CELLS / (rows * cols))));
}

/**
 * The numbers of the sent slices, in the order of the volume's bytes; the first ones before a frame.
 *
 * @param {Pick<LayerCard, "shape">} layer
 * @param {QuantisedVolume} [volume]
 * @returns {ArrayLike<number>}
 */
export function sentSlices(layer, volume) {
  return volume?.slices ?? Array.from({ length: sentCount(layer) }, (_, slice) => slice);
}

/**
 * The slices of a grid, by place: whichever was there before keeps its place, and the others take the free
 * places in the order of their numbers.
 *
 * @param {ArrayLike<number>} before  of the former frame; none at first
 * @param {ArrayLike<number>} slices  numbers of the sent ones
 * @returns {number[]}
 */
export function keepPlaces(before, slices) {
  const sent = Array.from(slices);
  if (before.length !== sent.length) return sent;
  const [was, is] = [new Set(Array.from(before)), new Set(sent)];
  const others = sent.filter((slice) => !was.has(slice)).values();
  return Array.from(before, (slice) => (is.has(slice) ? slice : (others.next().value ?? slice)));
}

/** The places of slices in the grids of one view, from frame to frame. */
export class KeptPlaces {
  constructor() {
    /** By layer, so that another network's begin anew. @type {WeakMap<object, ArrayLike<number>>} */
    this.grids = new WeakMap();
  }

  /**
   * The number of the slice at each place, which is kept for the next frame.
   *
   * @param {Pick<LayerCard, "shape">} layer
   * @param {QuantisedVolume} [volume]  as in the newest frame
   * @returns {ArrayLike<number>}
   */
  of(layer, volume) {
    if (!volume?.slices) return sentSlices(layer, volume);
    const grid = keepPlaces(this.grids.get(layer) ?? [], volume.slices);
    this.grids.set(layer, grid);
    return grid;
  }
}

/**
 * The place of a slice among the sent ones; -1 if it was not sent.
 *
 * @param {ArrayLike<number>} slices  numbers of the sent ones
 * @param {number} slice
 */
export function placeOf(slices, slice) {
  return slices[slice] === slice ? slice : Array.prototype.indexOf.call(slices, slice);
}

/**
 * The cells of a slice above zero; undefined if it was not sent.
 *
 * @param {QuantisedVolume|undefined} volume
 * @param {number} slice
 * @returns {number|undefined}
 */
export function activeIn(volume, slice) {
  if (!volume) return undefined;
  return volume.active[volume.slices ? placeOf(volume.slices, slice) : slice];
}

/**
 * The cells of a whole volume above zero, those of slices that were not sent included.
 *
 * @param {Pick<QuantisedVolume, "active"|"total">} volume
 */
export function activeInAll({ active, total }) {
  return total ?? active.reduce((sum, count) => sum + count, 0);
}

/**
 * The bytes of a slice; empty if it was not sent.
 *
 * @param {QuantisedVolume} volume
 * @param {number} slice
 */
export function bytesIn({ bytes, active, slices }, slice) {
  const place = slices ? placeOf(slices, slice) : slice;
  const cells = bytes.length / Math.max(active.length, 1);
  return place < 0 ? bytes.subarray(0, 0) : bytes.subarray(place * cells, (place + 1) * cells);
}

/**
 * How many slices are drawn, in a list of one text, as in `64 of 512 slices`; empty where all are.
 *
 * @param {Pick<LayerCard, "shape">} layer
 */
export function sentText(layer) {
  const [count = 0] = layer.shape;
  const sent = layer.shape.length === 3 ? sentCount(layer) : count;
  return sent < count ? [msg(str`${sent} of ${count} slices`)] : [];
}
