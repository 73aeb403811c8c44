import { followPointer } from "../../browser/drag.js";
import { add, move, placedDrawing, remove, scaleField, startScale } from "../scene.js";
import { deselectTool } from "./tool.js";

/** @import { Store } from "../../state/store.js" */
/** @import { Sprite } from "../../types/api.js" */
/** @import { Point } from "./ink-bitmap.js" */

/**
 * Drags an object of the palette with the pointer that pressed its tile. Released outside the canvas, the
 * object is removed again.
 *
 * @param {Store} store
 * @param {Map<string, Sprite>} palette
 * @param {{ object: string, pointerId: number }} carried
 * @param {(event: PointerEvent) => Point} at  canvas px under a pointer
 * @param {(index: number|null) => void} done  called at the end with the index of the placed object
 * @returns {() => void}  cancels the drag and removes the object
 */
export function carry(store, palette, { object: name, pointerId }, at, done) {
  const [, height, width] = store.get("model").input_shape;
  const scale = startScale(palette, name, { height, width });
  const placement = { object: name, ...scaleField(scale) };
  const drawing = placedDrawing(store.get("scene"), palette, { ...placement, row: 0, col: 0 });
  if (!drawing) {
    done(null);
    return () => {};
  }
  deselectTool(store);
  /** @type {number|null} */
  let index = null;
  const canvas = () => {
    const [, height, width] = store.get("model").input_shape;
    return { height, width };
  };
  const holds = (/** @type {Point} */ { row, col }) =>
    row >= 0 && col >= 0 && row < canvas().height && col < canvas().width;
  const select = (/** @type {number|null} */ object) =>
    store.set("selection", { ...store.get("selection"), object });
  const finish = (/** @type {boolean} */ keep) => {
    unfollow();
    store.set("carried", null);
    if (index !== null && !keep) {
      store.set("scene", remove(store.get("scene"), index));
      select(null);
    }
    done(keep ? index : null);
  };
  let inside = false;
  const follow = (/** @type {PointerEvent} */ event) => {
    const point = at(event);
    inside = holds(point);
    const row = point.row - Math.floor(drawing.height / 2);
    const col = point.col - Math.floor(drawing.width / 2);
    const was = store.get("scene");
    if (index !== null) {
      store.set("scene", move(was, index, row, col, drawing, canvas()));
    } else if (inside) {
      const now = add(was, { ...placement, row, col }, store.get("limits").scene);
      if (now === was) return;
      index = now.objects.length - 1;
      store.set("scene", now);
      select(index);
    }
  };
  const unfollow = followPointer(
    { pointerId },
    { move: follow, end: (release) => finish(release !== null && holds(at(release))) },
  );
  return () => finish(false);
}
