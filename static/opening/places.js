import { TILE } from "./tiles.js";

/** @import { Box } from "../network/training-region.js" */

/**
 * Where the middle of an object can be. Tiles lie at its middle, so what they are compared with is
 * drawn for its middle too.
 */

/** @typedef {{ height: number, width: number }} Size  px */

/**
 * The object's places on the tiles' grid at which it is wholly on the canvas.
 *
 * @param {Size} canvas
 * @param {Size} object
 * @returns {{ row: number, col: number }[]}  px, row by row
 */
export function placesOn(canvas, object) {
  const along = (/** @type {number} */ room) =>
    room < 0 ? [] : Array.from({ length: Math.floor(room / TILE) + 1 }, (_, i) => i * TILE);
  const cols = along(canvas.width - object.width);
  return along(canvas.height - object.height).flatMap((row) => cols.map((col) => ({ row, col })));
}

/**
 * The part of the canvas that a training region allows to an object's middle: the box of its middles
 * while the whole object is in the region, wider by half a step on each side.
 *
 * @param {Box} region
 * @param {Size} object
 * @param {number} [step]  px between two places: a tile, or 1 where objects lie on every pixel
 * @returns {Box|null}  px; null for an object that does not fit in the region
 */
export function middlesIn({ top, left, height, width }, object, step = TILE) {
  const [down, right] = [height - object.height, width - object.width];
  if (down < 0 || right < 0) return null;
  return {
    top: top + (object.height - step) / 2,
    left: left + (object.width - step) / 2,
    height: down + step,
    width: right + step,
  };
}

/**
 * Whether a place is among those at which an object was wholly in a training region.
 *
 * @param {{ row: number, col: number }} place  px
 * @param {Box} region
 * @param {Size} object
 */
export function isTrained({ row, col }, { top, left, height, width }, object) {
  return (
    row >= top &&
    col >= left &&
    row + object.height <= top + height &&
    col + object.width <= left + width
  );
}
