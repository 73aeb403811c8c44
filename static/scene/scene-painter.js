import { placedDrawing } from "./scene.js";

/** @import { Sprites } from "./sprites.js" */
/** @import { Scene } from "../types/api.js" */

/**
 * Draws a scene at the network's resolution; objects outside the canvas are cut off.
 *
 * @param {HTMLCanvasElement} canvas  as many px as the network's input
 * @param {Scene} scene
 * @param {Sprites} sprites
 * @param {() => void} again  called when a missing sprite has been loaded, to draw the scene then
 */
export function paintScene(canvas, scene, sprites, again) {
  const brush = canvas.getContext("2d");
  if (brush) paintOn(brush, canvas, scene, sprites, again);
}

/**
 * Draws a scene with a brush, one unit a px: the background, then each object in whole px, enlarged by
 * repeating its pixels. The server's `app/scene/raster.py` paints the same pixels.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {{ height: number, width: number }} size  of the canvas, px
 * @param {Scene} scene
 * @param {Sprites} sprites
 * @param {() => void} again
 */
export function paintOn(brush, { height, width }, scene, sprites, again) {
  const { objects, pictures, background } = scene;
  const picture = background !== undefined && !background.startsWith("#") ? background : null;
  brush.imageSmoothingEnabled = false;
  brush.fillStyle = picture === null ? (background ?? "#000") : "#000";
  brush.fillRect(0, 0, width, height);
  if (picture !== null) {
    const behind = placedDrawing(scene, sprites.palette, { object: picture, row: 0, col: 0 });
    const sprite = sprites.get(picture, pictures?.[picture]);
    if (sprite && behind) {
      const top = Math.floor((height - behind.height) / 2);
      const left = Math.floor((width - behind.width) / 2);
      brush.drawImage(sprite, left, top);
    } else if (behind) void sprites.load(picture, pictures?.[picture]).then(again);
  }
  for (const placed of objects) {
    const { object, row, col, scale = 1 } = placed;
    const sprite = sprites.get(object, pictures?.[object]);
    const drawing = scale === 1 ? undefined : placedDrawing(scene, sprites.palette, placed);
    if (!sprite) void sprites.load(object, pictures?.[object]).then(again);
    else if (drawing) brush.drawImage(sprite, col, row, drawing.width, drawing.height);
    else brush.drawImage(sprite, col, row);
  }
}
