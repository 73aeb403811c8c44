import { brightest } from "../slices/tile-layout.js";
import { volumesOf } from "../network/volumes.js";

/** @import { Card, Frame, LayerCard } from "../types/api.js" */
/** @import { Cell, Side } from "../types/state.js" */

/** A cell of a figure as keys move it: from cell to cell, slice to slice, volume to volume. */

/**
 * Where keys begin: the strongest cell of the last volume's first slice that has any.
 *
 * @param {Card} card
 * @param {Side} side
 * @param {Frame|null} frame
 * @returns {Cell|null}  null in a network without volumes
 */
export function begin(card, side, frame) {
  const layer = volumesOf(card).at(-1);
  if (!layer) return null;
  const active = frame?.volumes.get(layer.name)?.active ?? [];
  const channel = Math.max(
    [...active].findIndex((count) => count > 0),
    0,
  );
  return strongest(card, { side, layer: layer.name, channel, row: 0, col: 0 }, frame);
}

/**
 * The strongest cell of a cell's slice.
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
 * A cell further along its slice; the slice's edge holds it.
 *
 * @param {Card} card
 * @param {Cell} cell
 * @param {[number, number]} by  rows, cols
 * @returns {Cell}
 */
export function along(card, cell, [down, right]) {
  const [, rows = 1, cols = 1] = shapeOf(card, cell);
  return { ...cell, row: held(cell.row + down, rows), col: held(cell.col + right, cols) };
}

/**
 * The same place in another slice of the volume.
 *
 * @param {Card} card
 * @param {Cell} cell
 * @param {number} by
 * @returns {Cell}
 */
export function across(card, cell, by) {
  const [channels = 1] = shapeOf(card, cell);
  return { ...cell, channel: held(cell.channel + by, channels) };
}

/**
 * The cell in the same part of the picture, in a volume before or after.
 *
 * @param {Card} card
 * @param {Cell} cell
 * @param {number} by
 * @returns {Cell}
 */
export function through(card, cell, by) {
  const volumes = volumesOf(card);
  const at = volumes.findIndex(({ name }) => name === cell.layer);
  const to = volumes[held(at + by, volumes.length)];
  if (!to || to.name === cell.layer) return cell;
  const [, rows = 1, cols = 1] = shapeOf(card, cell);
  const [channels = 1, toRows = 1, toCols = 1] = to.shape;
  const scaled = (
    /** @type {number} */ place,
    /** @type {number} */ from,
    /** @type {number} */ n,
  ) => held(Math.floor(((place + 0.5) / from) * n), n);
  return {
    side: cell.side,
    layer: to.name,
    channel: held(cell.channel, channels),
    row: scaled(cell.row, rows, toRows),
    col: scaled(cell.col, cols, toCols),
  };
}

/**
 * @param {number} value
 * @param {number} count
 */
function held(value, count) {
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
