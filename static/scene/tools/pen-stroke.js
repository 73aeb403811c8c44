import { coalesced, followPointer } from "../../browser/drag.js";
import { LocalisedError } from "../../state/error-types.js";
import { draw, rub } from "./scene-ink.js";

/** @import { Store } from "../../state/store.js" */
/** @import { Point } from "./ink-bitmap.js" */

/**
 * One stroke of the pen or the eraser, from press to release. Each move changes the scene, so that
 * the network responds while the user draws.
 *
 * @param {Store} store
 * @param {HTMLElement} board
 * @param {PointerEvent} press
 * @param {(event: PointerEvent) => Point} at  canvas px under a pointer
 * @param {() => void} end
 */
export function stroke(store, board, press, at, end) {
  let last = at(press);
  mark(store, [last]);
  const move = (/** @type {PointerEvent} */ event) => {
    const points = coalesced(event).map(at);
    mark(store, [last, ...points]);
    last = points.at(-1) ?? last;
  };
  followPointer(press, { move, end, capture: board });
}

/**
 * Draws or erases along points with the current tool. A full scene sets a notice.
 *
 * @param {Store} store
 * @param {Point[]} points
 */
export function mark(store, points) {
  const was = store.get("scene");
  const tool = store.get("tool");
  const [, height, width] = store.get("model").input_shape;
  const limits = store.get("limits").scene;
  const select = (/** @type {number|null} */ object) => {
    const selection = store.get("selection");
    if (selection.object !== object) store.set("selection", { ...selection, object });
  };
  try {
    if (tool.kind === "pen") {
      const { scene, drawing } = draw(was, tool.drawing, points, tool, { height, width }, limits);
      store.set("scene", scene);
      if (drawing !== tool.drawing) store.set("tool", { ...tool, drawing });
      const index = scene.objects.findIndex(({ object }) => object === drawing);
      select(index < 0 ? null : index);
    } else if (tool.kind === "eraser") {
      const scene = rub(was, points, tool.width, limits);
      // Object indices may have changed, since an erased drawing is removed.
      if (scene.objects.length !== was.objects.length) select(null);
      store.set("scene", scene);
    }
    store.set("notice", null);
  } catch (error) {
    if (!(error instanceof LocalisedError)) throw error;
    store.set("notice", error.message);
  }
}
