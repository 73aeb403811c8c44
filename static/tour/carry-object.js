/** @import { Context } from "../ui/panel.js" */

/** Duration of a carry, ms. */
const DURATION_MS = 1400;

/** Id of the pending animation frame. */
let pending = 0;
/** Ends the carry that goes on, at its goal. @type {(() => void)|null} */
let end = null;

/**
 * Ends a carry at its goal, at once.
 *
 * @returns {boolean} whether one was going on
 */
export function endCarry() {
  const going = end !== null;
  end?.();
  return going;
}

/**
 * Carries the first object of the scene to a place, pixel by pixel, so that the volumes are seen to
 * follow. With reduced motion it is there at once. A carry ends where it is when the user or the tour
 * changes the scene meanwhile.
 *
 * @param {Pick<Context, "store">} context
 * @param {{ row: number, col: number }} to  px
 */
export function carry({ store }, to) {
  cancelAnimationFrame(pending);
  end = null;
  const [from] = store.get("scene").objects;
  if (!from) return;
  /** @param {number} share  of the way */
  const put = (share) => {
    const { scene } = store.state;
    const row = Math.round(from.row + (to.row - from.row) * share);
    const col = Math.round(from.col + (to.col - from.col) * share);
    const [first] = scene.objects;
    if (first?.row === row && first.col === col) return scene;
    const moved = { ...scene, objects: scene.objects.with(0, { ...from, row, col }) };
    store.set("scene", moved);
    return moved;
  };
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    put(1);
    return;
  }
  const began = performance.now();
  let last = store.get("scene");
  /** @param {number} now */
  const advance = (now) => {
    if (store.get("scene") !== last) return void (end = null);
    const time = Math.min(Math.max(now - began, 0) / DURATION_MS, 1);
    last = put(time * time * (3 - 2 * time));
    if (time < 1) pending = requestAnimationFrame(advance);
    else end = null;
  };
  end = () => {
    cancelAnimationFrame(pending);
    end = null;
    if (store.get("scene") === last) put(1);
  };
  pending = requestAnimationFrame(advance);
}
