import { followPointer, isPress } from "../../browser/drag.js";
import { add, enlarged, freePlace, scaleField, startScale } from "../scene.js";
import { deselectTool } from "./tool.js";

/** @import { Store } from "../../state/store.js" */
/** @import { Sprite } from "../../types/api.js" */

/** Distance after which a press becomes a drag, px. */
const SLACK = 6;

/**
 * Adds an object at a free position and selects it.
 *
 * @param {Store} store
 * @param {Map<string, Sprite>} palette
 * @param {Sprite} drawing
 */
export function place(store, palette, drawing) {
  deselectTool(store);
  const [, height, width] = store.get("model").input_shape;
  const scene = store.get("scene");
  const canvas = { height, width };
  const scale = startScale(palette, drawing.name, canvas);
  const at = freePlace(scene, palette, enlarged(drawing, scale), canvas);
  const placed = { object: drawing.name, ...at, ...scaleField(scale) };
  const now = add(scene, placed, store.get("limits").scene);
  store.set("scene", now);
  store.set("selection", { ...store.get("selection"), object: now.objects.length - 1 });
}

/**
 * Follows a press on a tile. A moving pointer starts a drag of the object; otherwise it is a click. A
 * finger that goes up or down first scrolls the page, where its tile lets it.
 *
 * @param {PointerEvent} event
 * @param {(pointerId: number) => void} carry  called when the drag starts, with its pointer
 */
export function press(event, carry) {
  if (!isPress(event)) return;
  const tile = /** @type {HTMLElement} */ (event.currentTarget);
  const { pointerId } = event;
  const scrolls = event.pointerType === "touch" && getComputedStyle(tile).touchAction === "pan-y";
  const unfollow = followPointer(event, {
    move: (now) => {
      const [across, down] = [now.clientX - event.clientX, now.clientY - event.clientY];
      if (Math.hypot(across, down) < SLACK) return;
      if (scrolls && Math.abs(down) > Math.abs(across)) return;
      unfollow();
      carry(pointerId);
      // A drag that ends on the tile would also fire a click there.
      followPointer(event, { move: () => {}, end: () => swallowClick(tile) });
    },
    end: () => {},
  });
}

/**
 * Keeps the click of a pointer that is being released from an element.
 *
 * @param {HTMLElement} tile
 */
function swallowClick(tile) {
  const eat = (/** @type {Event} */ click) => click.stopImmediatePropagation();
  tile.addEventListener("click", eat, { once: true, capture: true });
  setTimeout(() => tile.removeEventListener("click", eat, { capture: true }));
}
