/** @import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js" */

/**
 * On a page of others the figure leaves them what scrolls the page: the wheel, unless Ctrl or ⌘ is
 * held, and strokes of a finger up and down.
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
