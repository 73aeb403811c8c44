/** @import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js" */

/**
 * An embedded figure leaves scrolling to the host page: it ignores the wheel, unless Ctrl or ⌘ is
 * pressed, and vertical swipes.
 *
 * @param {OrbitControls} controls
 * @param {HTMLCanvasElement} canvas
 */
export function leaveScrollingToPage(controls, canvas) {
  canvas.style.touchAction = "pan-y";
  const zooms = (/** @type {WheelEvent} */ { ctrlKey, metaKey }) => {
    controls.enableZoom = ctrlKey || metaKey;
  };
  canvas.addEventListener("wheel", zooms, { capture: true, passive: true });
}
