import { TOUCH } from "three";

/** @import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js" */

/**
 * Leaves one finger to the page: a swipe over the figure scrolls it. Two fingers turn and zoom.
 *
 * @param {OrbitControls} controls
 * @param {HTMLCanvasElement} canvas
 */
export function leaveSwipesToPage(controls, canvas) {
  canvas.style.touchAction = "pan-y";
  controls.touches = { ONE: null, TWO: TOUCH.DOLLY_ROTATE };
  // Browsers would scroll by two fingers as well.
  const keep = (/** @type {TouchEvent} */ event) => {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  };
  for (const type of /** @type {const} */ (["touchstart", "touchmove"])) {
    canvas.addEventListener(type, keep, { passive: false });
  }
}

/**
 * An embedded figure leaves the wheel to the host page, unless Ctrl or ⌘ is pressed.
 *
 * @param {OrbitControls} controls
 * @param {HTMLCanvasElement} canvas
 */
export function leaveWheelToPage(controls, canvas) {
  const zooms = (/** @type {WheelEvent} */ { ctrlKey, metaKey }) => {
    controls.enableZoom = ctrlKey || metaKey;
  };
  canvas.addEventListener("wheel", zooms, { capture: true, passive: true });
}
