import { brightest } from "../slices/tile-layout.js";
import { volumesOf } from "../network/volumes.js";
import { activeIn, placeOf, sentSlices } from "../network/sent-slices.js";

/** @import { Card, Frame, LayerCard } from "../types/api.js" */
/** @import { Cell, Side } from "../types/state.js" */

/** Moves the selected cell by keys: from cell to cell, slice to slice, volume to volume. */

/**
 * The first cell that keys select: the strongest one in the first active slice of the last volume.
 *
 * @param {Card} card
 * @param {Side} side
 * @param {Frame|null} frame
 * @returns {Cell|null}  null for a network without volumes
 */
export function begin(card, side, frame) {
  const layer = volumesOf(card).at(-1);
  if (!layer) return null;
  const volume = frame?.volumes.get(layer.name);
  const slices = Array.from(sentSlices(layer, volume));
  const channel = slices.find((slice) => (activeIn(volume, slice) ?? 0) > 0) ?? slices[0] ?? 0;
  return strongest(card, { side, layer: layer.name, channel, row: 0, col: 0 }, frame);
}

/**
 * The strongest cell in the slice of `cell`.
 *
 * @param {Card} card
 * @param {Cell} cell
 * @param {Frame|null} frame
 * @returns {Cell}
 */
export function strongest(card, cell, frame) {
  const volume = frame?.volumes.get(cell.layer);
  return volume ? { ...cell, ...brightest(volume, shapeOf(card, cell), cell.channel) } : cell;
}

/**
 * The cell moved within its slice, clamped to the slice.
 *
 * @param {Card} card
 * @param {Cell} cell
 * @param {[number, number]} by  rows, cols
 * @returns {Cell}
 */
export function along(card, cell, [down, right]) {
  const [, rows = 1, cols = 1] = shapeOf(card, cell);
  return { ...cell, row: clamp(cell.row + down, rows), col: clamp(cell.col + right, cols) };
}

/**
 * The cell at the same row and col in another sent slice of the volume, clamped to these.
 *
 * @param {Card} card
 * @param {Cell} cell
 * @param {number} by
 * @param {Frame|null} [frame]
 * @returns {Cell}
 */
export function across(card, cell, by, frame = null) {
  const slices = sentSlices({ shape: shapeOf(card, cell) }, frame?.volumes.get(cell.layer));
  const place = Math.max(placeOf(slices, cell.channel), 0);
  return { ...cell, channel: slices[clamp(place + by, slices.length)] ?? cell.channel };
}

/**
 * The cell over the same part of the picture in an earlier or later volume.
 *
 * @param {Card} card
 * @param {Cell} cell
 * @param {number} by
 * @returns {Cell}
 */
export function through(card, cell, by) {
  const volumes = volumesOf(card);
  const at = volumes.findIndex(({ name }) => name === cell.layer);
  const to = volumes[clamp(at + by, volumes.length)];
  if (!to || to.name === cell.layer) return cell;
  const [, rows = 1, cols = 1] = shapeOf(card, cell);
  const [channels = 1, toRows = 1, toCols = 1] = to.shape;
  const scaled = (
    /** @type {number} */ place,
    /** @type {number} */ from,
    /** @type {number} */ n,
  ) => clamp(Math.floor(((place + 0.5) / from) * n), n);
  return {
    side: cell.side,
    layer: to.name,
    channel: clamp(cell.channel, channels),
    row: scaled(cell.row, rows, toRows),
    col: scaled(cell.col, cols, toCols),
  };
}

/**
 * @param {number} value
 * @param {number} count
 */
function clamp(value, count) {
  return Math.min(Math.max(value, 0), count - 1);
}

/**
 * @param {Card} card
 * @param {Cell} cell
 * @returns {LayerCard["shape"]}
 */
function shapeOf(card, cell) {
  return card.layers.find(({ name }) => name === cell.layer)?.shape ?? [];
}
