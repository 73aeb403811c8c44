import { followPointer } from "../../browser/drag.js";
import { hit, placedDrawing, wholeAt } from "../scene.js";
import { moveObject, selectObject } from "./selected-object.js";

/** @import { Store } from "../../state/store.js" */
/** @import { Sprite } from "../../types/api.js" */
/** @import { Point } from "./ink-bitmap.js" */

/**
 * Selects the object under a press, and moves it with the pointer. A press beside all objects selects
 * none.
 *
 * @param {Store} store
 * @param {Map<string, Sprite>} palette
 * @param {HTMLElement} board
 * @param {PointerEvent} press
 * @param {(event: PointerEvent) => Point} at  canvas px under a pointer
 * @param {() => void} end  called when the object is released
 * @returns {boolean}  whether an object is dragged
 */
export function dragObject(store, palette, board, press, at, end) {
  const { row, col } = at(press);
  const index = hit(store.get("scene"), palette, row, col);
  selectObject(store, index);
  const placed = index === null ? undefined : store.get("scene").objects[index];
  if (index === null || !placed) return false;
  const [down, right] = [row - placed.row, col - placed.col];
  let mine = store.get("scene");
  const move = (/** @type {PointerEvent} */ event) => {
    // Another scene may have been set meanwhile, for instance by the tour.
    if (store.get("scene") !== mine) return;
    const to = at(event);
    moveObject(store, palette, index, to.row - down, to.col - right);
    mine = store.get("scene");
  };
  followPointer(press, { move, end, capture: board });
  return true;
}

/**
 * Brings a lone object to a press beside it, with its middle there, or as near as it is whole.
 *
 * @param {Store} store
 * @param {Map<string, Sprite>} palette
 * @param {Point} point  canvas px
 */
export function bringObject(store, palette, { row, col }) {
  const scene = store.get("scene");
  const [placed, ...others] = scene.objects;
  if (!placed || others.length > 0 || hit(scene, palette, row, col) !== null) return;
  const drawing = placedDrawing(scene, palette, placed);
  if (!drawing) return;
  const [, height, width] = store.get("model").input_shape;
  const [top, left] = [row - drawing.height / 2, col - drawing.width / 2];
  const place = wholeAt(top, left, drawing, { height, width });
  moveObject(store, palette, 0, place.row, place.col);
}
