/** @import { Card, Sprite } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */
/** @import { Tile, Tiles } from "../types/state.js" */

/** Where an object is: its top-left corner. @typedef {{ row: number, col: number }} Place  px */

/** Side of a tile, px of the canvas; also the step of the sweep that covers the canvas with them. */
export const TILE = 4;
/** Gap between tiles, px of the canvas. */
export const GAP = 0.3;

/**
 * The tile that a sweep lays at one place.
 *
 * @param {Pick<Sweep, "start"|"fields">} sweep
 * @param {Pick<Card, "outputs">} card
 * @param {Place} place  px
 * @returns {Tile|null}  null where the sweep has no answer, or not yet
 */
export function tileAt({ start, fields }, { outputs }, { row, col }) {
  if (!start || !fields) return null;
  const [i, j] = [start.rows.indexOf(row), start.cols.indexOf(col)];
  if (i < 0 || j < 0) return null;
  const index = i * start.cols.length + j;
  const answer = outputs[fields.prediction[index] ?? -1];
  if (answer === undefined) return null;
  return { row, col, right: fields.correct[index] === 1, answer, falls: false };
}

/**
 * A finished sweep as tiles that fall, one a position.
 *
 * @param {Sweep} sweep
 * @param {Card} card
 * @returns {Tiles}
 */
export function sweptTiles(sweep, card) {
  const { rows, cols } = sweep.start ?? { rows: [], cols: [] };
  const places = rows.flatMap((row) => cols.map((col) => ({ row, col })));
  const tiles = places.flatMap((place) => tileAt(sweep, card, place) ?? []);
  return new Map(tiles.map((tile) => [keyOf(tile), { ...tile, falls: true }]));
}

/**
 * The box of a tile on the canvas, px: around the middle of the object that is there.
 *
 * @param {Place} tile
 * @param {Pick<Sprite, "height"|"width">} object
 */
export function boxOf({ row, col }, { height, width }) {
  return { x: col + (width - TILE) / 2, y: row + (height - TILE) / 2 };
}

/**
 * The place of the grid that is nearest to an object's.
 *
 * @param {Place} placed
 * @returns {Place}
 */
export function nearest({ row, col }) {
  return { row: Math.round(row / TILE) * TILE, col: Math.round(col / TILE) * TILE };
}

/** @param {Place} place */
export function keyOf({ row, col }) {
  return `${row} ${col}`;
}
