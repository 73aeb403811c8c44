import { fractionOn } from "../../browser/local-space.js";

/** @import { Point } from "./ink-bitmap.js" */

/**
 * The canvas's pixel under a pointer, which may be outside the canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{ clientX: number, clientY: number }} pointer  px of the window
 * @returns {Point}
 */
export function canvasPoint(canvas, pointer) {
  const { x, y } = fractionOn(canvas, pointer);
  return { row: Math.floor(y * canvas.height), col: Math.floor(x * canvas.width) };
}
