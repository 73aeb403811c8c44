import { verdictOf } from "../network/verdict.js";

/** @import { Card, Frame, Sprite } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */
/** @import { Tile, Tiles } from "../types/state.js" */

/** Side of a tile, px of the canvas; also the step of the sweep that covers the canvas with them. */
export const TILE = 4;
/** Gap between tiles, px of the canvas. */
export const GAP = 0.3;

/**
 * The tile that a frame's answer lays: at the object's middle, in the grid of the sweep's positions.
 *
 * @param {Card} card  of the frame's network
 * @param {Frame} frame  to a scene with one object
 * @returns {Tile|null}  null where the answer cannot be judged
 */
export function tileOf(card, frame) {
  const placed = frame.scene?.objects[0];
  if (!placed || frame.scene?.objects.length !== 1 || frame.model !== card.id) return null;
  const { kind, answer } = verdictOf(card, frame, false);
  if (kind !== "right" && kind !== "wrong") return null;
  return { ...nearest(placed), right: kind === "right", answer, swept: false };
}

/**
 * The tiles with one more, in place of an earlier one there; the same tiles if it changes nothing.
 *
 * @param {Tiles} tiles
 * @param {Tile} tile
 * @returns {Tiles}
 */
export function laid(tiles, tile) {
  const was = tiles.get(keyOf(tile));
  if (was?.right === tile.right && was.answer === tile.answer) return tiles;
  return new Map(tiles).set(keyOf(tile), tile);
}

/**
 * A finished sweep as tiles, one a position.
 *
 * @param {Sweep} sweep
 * @param {Card} card
 * @returns {Tiles}
 */
export function sweptTiles({ start, fields }, { outputs }) {
  if (!start || !fields) return new Map();
  const { rows, cols } = start;
  return new Map(
    rows.flatMap((row, i) =>
      cols.map((col, j) => {
        const index = i * cols.length + j;
        const answer = outputs[fields.prediction[index] ?? -1] ?? "";
        const tile = { row, col, right: fields.correct[index] === 1, answer, swept: true };
        return /** @type {[string, Tile]} */ ([keyOf(tile), tile]);
      }),
    ),
  );
}

/**
 * The box of a tile on the canvas, px: around the middle of the object that is there.
 *
 * @param {{ row: number, col: number }} tile
 * @param {Pick<Sprite, "height"|"width">} object
 */
export function boxOf({ row, col }, { height, width }) {
  return { x: col + (width - TILE) / 2, y: row + (height - TILE) / 2 };
}

/**
 * Those of a sweep's tiles that lie at some places, as an object lays them on its way.
 *
 * @param {Tiles} tiles
 * @param {Set<string>} places  keys of tiles
 * @returns {Tiles}
 */
export function tilesAt(tiles, places) {
  const found = [...tiles].filter(([key]) => places.has(key));
  return new Map(found.map(([key, tile]) => [key, { ...tile, swept: false }]));
}

/**
 * The place of the grid that is nearest to an object's.
 *
 * @param {{ row: number, col: number }} placed  px
 */
export function nearest({ row, col }) {
  return { row: Math.round(row / TILE) * TILE, col: Math.round(col / TILE) * TILE };
}

/** @param {{ row: number, col: number }} tile */
export function keyOf({ row, col }) {
  return `${row} ${col}`;
}
