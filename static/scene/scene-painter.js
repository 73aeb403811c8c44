/** @import { Sprites } from "./sprites.js" */
/** @import { Scene } from "../types/api.js" */

/**
 * Draws a scene on black at the network's resolution; objects outside the canvas are cut off.
 *
 * @param {HTMLCanvasElement} canvas  as many px as the network's input
 * @param {Scene} scene
 * @param {Sprites} sprites
 * @param {() => void} again  called when a missing sprite has been loaded, to draw the scene then
 */
export function paintScene(canvas, { objects, pictures }, sprites, again) {
  const brush = canvas.getContext("2d");
  if (!brush) return;
  brush.fillStyle = "#000";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  for (const { object, row, col } of objects) {
    const sprite = sprites.get(object, pictures?.[object]);
    if (sprite) brush.drawImage(sprite, col, row);
    else void sprites.load(object, pictures?.[object]).then(again);
  }
}
