/** @import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js" */

/**
 * What `OrbitControls` has of its pointers; it has no public form.
 *
 * @typedef {object} Tracking
 * @property {(event: PointerEvent) => void} _onPointerMove
 * @property {(event: PointerEvent) => void} _onPointerUp
 * @property {(event: PointerEvent) => boolean} _isTrackingPointer
 */

/**
 * Leaves to the controls the pointers that pressed on their canvas: during a turn they hear those of the
 * whole page. A release that the page did not hear shows in the next move, which has no button pressed.
 *
 * @param {OrbitControls} controls
 */
export function hearOwnPointers(controls) {
  const tracking = /** @type {Tracking} */ (/** @type {unknown} */ (controls));
  const { _onPointerMove: move, _onPointerUp: release } = tracking;
  const mine = (/** @type {PointerEvent} */ event) => tracking._isTrackingPointer(event);
  tracking._onPointerUp = (event) => mine(event) && release(event);
  tracking._onPointerMove = (event) => {
    if (mine(event)) (event.buttons === 0 ? release : move)(event);
  };
}
