import { move, placedDrawing, remove } from "../scene.js";

/** @import { Store } from "../../state/store.js" */
/** @import { Placement, Sprite } from "../../types/api.js" */

/**
 * The selected object with its drawing; null without one, or before its drawing is known.
 *
 * @param {Store} store
 * @param {Map<string, Sprite>} palette
 * @returns {{ index: number, placed: Placement, drawing: Sprite }|null}
 */
export function selectedObject(store, palette) {
  const scene = store.get("scene");
  const index = store.get("selection").object;
  const placed = index === null ? undefined : scene.objects[index];
  const drawing = placedDrawing(scene, palette, placed);
  return index !== null && placed && drawing ? { index, placed, drawing } : null;
}

/**
 * @param {Store} store
 * @param {number|null} object  its index
 */
export function selectObject(store, object) {
  const selection = store.get("selection");
  if (selection.object !== object) store.set("selection", { ...selection, object });
}

/**
 * Selects the object above the selected one; the lowest after the topmost.
 *
 * @param {Store} store
 * @returns {boolean}  whether there is an object
 */
export function selectNext(store) {
  const { objects } = store.get("scene");
  if (objects.length === 0) return false;
  selectObject(store, ((store.get("selection").object ?? -1) + 1) % objects.length);
  return true;
}

/**
 * Moves an object; part of it stays on the canvas.
 *
 * @param {Store} store
 * @param {Map<string, Sprite>} palette
 * @param {number} index
 * @param {number} row  px
 * @param {number} col  px
 */
export function moveObject(store, palette, index, row, col) {
  const scene = store.get("scene");
  const [, height, width] = store.get("model").input_shape;
  const drawing = placedDrawing(scene, palette, scene.objects[index]);
  if (drawing) store.set("scene", move(scene, index, row, col, drawing, { height, width }));
}

/**
 * Removes the selected object; afterwards none is selected.
 *
 * @param {Store} store
 * @returns {boolean}  whether one was selected
 */
export function removeSelected(store) {
  const index = store.get("selection").object;
  if (index === null) return false;
  store.set("scene", remove(store.get("scene"), index));
  selectObject(store, null);
  return true;
}
