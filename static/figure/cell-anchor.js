import { LocalSpace } from "../browser/local-space.js";
import { cellCentre, isDrawn, unitPlace } from "./layout.js";
import { cellBox } from "./flat-layout.js";
import { placeOf } from "../network/sent-slices.js";

/** @import { FlatLayout } from "./flat-layout.js" */
/** @import { Stage } from "./stage.js" */
/** @import { Card, CellRef } from "../types/api.js" */
/** @import { Pin } from "../types/state.js" */
/** @import { Figure, Rect } from "../types/figure.js" */

/** Largest part of a figure's edge, px, at which a cell is drawn but not seen. */
const EDGE = 4;

/**
 * The cell or unit that figures draw for a pin: itself, or for a layer without a volume, as a
 * convolution before its ReLU, the one at its place in the next volume or column.
 *
 * @param {Card} card
 * @param {Pin} pin
 * @returns {{ layer: string }&CellRef|null}
 */
export function drawnCell(card, pin) {
  const at = card.layers.findIndex(({ name }) => name === pin.layer);
  const from = card.layers[at]?.shape;
  const to = card.layers
    .slice(Math.max(at, 0))
    .find(({ role, shape }) => role !== null && shape.length === from?.length);
  if (at < 0 || !from || !to) return null;
  if ("unit" in pin) return { layer: to.name, unit: pin.unit };
  const scaled = (/** @type {number} */ place, /** @type {1|2} */ axis) =>
    Math.floor(((place + 0.5) / (from[axis] ?? 1)) * (to.shape[axis] ?? 1));
  return {
    layer: to.name,
    channel: pin.channel,
    row: scaled(pin.row, 1),
    col: scaled(pin.col, 2),
  };
}

/**
 * A cell's place on a 3D figure.
 *
 * @param {Stage} stage
 * @param {Pin} pin
 * @returns {Rect|null}  px of the window; null outside the figure
 */
export function anchorOn(stage, pin) {
  const cell = stage.card && drawnCell(stage.card, pin);
  if (!cell) return null;
  const board = new LocalSpace(stage.canvas);
  if ("unit" in cell) {
    const column = stage.layout.columns.find(({ layer }) => layer.name === cell.layer);
    const place = column && unitPlace(column, cell.unit);
    if (!column || !place) return null;
    const size = stage.disc(column);
    const { x, y } = stage.project([column.x, place.y, place.z]);
    return within(board, { left: x - size / 2, top: y - size / 2, width: size, height: size });
  }
  const box = stage.layout.volumes.find(({ layer }) => layer.name === cell.layer);
  if (!box || !isDrawn(box, cell.channel)) return null;
  const [, rows = 1, cols = 1] = box.layer.shape;
  const [x, y, z] = cellCentre(box, cell.channel, cell.row, cell.col);
  const [down, across] = [box.height / rows / 2, box.width / cols / 2];
  const corners = [-1, 1].flatMap((i) =>
    [-1, 1].map((j) => stage.project([x, y + i * down, z + j * across])),
  );
  const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return within(board, {
    left,
    top,
    width: Math.max(...xs) - left,
    height: Math.max(...ys) - top,
  });
}

/**
 * The box around the input's first sheet, which shows the picture; none without one.
 *
 * @param {Figure["stage"]} stage
 * @returns {Rect[]}  px of the window
 */
export function pictureOf(stage) {
  const box = stage.layout.volumes.find(({ layer }) => layer.role === "input");
  if (!box) return [];
  const corners = [-0.5, 0.5].flatMap((up) =>
    [-0.5, 0.5].map((across) => stage.project([box.x, up * box.height, across * box.width])),
  );
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  return [new LocalSpace(stage.canvas).onPage({ left, top, width, height })];
}

/**
 * A cell's place on a flat figure.
 *
 * @param {FlatLayout} layout
 * @param {Card} card
 * @param {LocalSpace} board  of the figure
 * @param {DOMRect} room  the part of the window in which the figure scrolls
 * @param {Pin} pin
 * @returns {Rect|null}  px of the window; null where it is scrolled away
 */
export function anchorOnFlat(layout, card, board, room, pin) {
  const found = placeOnFlat(layout, card, board, pin);
  const middle = found && {
    left: found.left + found.width / 2 - room.left,
    top: found.top + found.height / 2 - room.top,
    width: 0,
    height: 0,
  };
  return middle && within(room, middle) && found;
}

/**
 * @param {FlatLayout} layout
 * @param {Card} card
 * @param {LocalSpace} board
 * @param {Pin} pin
 */
function placeOnFlat(layout, card, board, pin) {
  const cell = drawnCell(card, pin);
  if (!cell) return null;
  if ("unit" in cell) {
    const column = layout.columns.find(({ layer }) => layer.name === cell.layer);
    const place = column?.places[placeOf(column.units, cell.unit)];
    if (!column || !place) return null;
    const { radius } = column;
    return within(board, {
      left: place.x - radius,
      top: place.y - radius,
      width: 2 * radius,
      height: 2 * radius,
    });
  }
  const volume = layout.volumes.find(({ layer }) => layer.name === cell.layer);
  if (!volume) return null;
  const { x, y, width, height } = cellBox(volume, cell);
  return within(board, { left: x, top: y, width, height });
}

/**
 * @param {{ width: number, height: number, onPage?: (rect: Rect) => Rect }} board  px of it
 * @param {Rect} rect  px of the board
 * @returns {Rect|null}  px of the window; null outside the board
 */
function within(board, rect) {
  const { left, top, width, height } = rect;
  const [x, y] = [left + width / 2, top + height / 2];
  const outside = x < EDGE || y < EDGE || x > board.width - EDGE || y > board.height - EDGE;
  return outside ? null : (board.onPage?.(rect) ?? rect);
}
