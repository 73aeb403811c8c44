/** @import { Point } from "./ink-bitmap.js" */

/**
 * The canvas's pixel under a pointer, which may be outside the canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{ clientX: number, clientY: number }} pointer  px of the window
 * @returns {Point}
 */
export function canvasPoint(canvas, { clientX, clientY }) {
  const box = canvas.getBoundingClientRect();
  return {
    row: Math.floor(((clientY - box.top) / box.height) * canvas.height),
    col: Math.floor(((clientX - box.left) / box.width) * canvas.width),
  };
}
