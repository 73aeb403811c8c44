import { sendSmallPicture, urlOf } from "../server/api.js";
import { header } from "../scene/drawing-png.js";
import { drawingOf } from "../scene/scene.js";
import { CLASSES } from "./choices.js";

/** @import { Scene, Sprite } from "../types/api.js" */

/**
 * The pictures of a visitor's own classes: PNGs in base64, of at most 48 × 48 px. Larger ones, and other kinds of
 * files, are made such by the server.
 */

/**
 * One of the palette's objects.
 *
 * @param {Sprite} drawing
 * @returns {Promise<string>}
 * @throws {Error} if the server does not answer
 */
export async function ofPalette(drawing) {
  const response = await fetch(urlOf(drawing.image));
  if (!response.ok) throw new Error(response.statusText);
  const file = await response.blob();
  return isSmall(drawing) ? base64(file) : ofFile(file);
}

/**
 * An object of the scene: one of the palette, a drawing or a picture.
 *
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @param {number} index
 * @returns {Promise<string|null>}  null if there is none
 * @throws {Error} if the server does not answer
 */
export async function ofScene(scene, palette, index) {
  const name = scene.objects[index]?.object ?? "";
  const picture = scene.pictures?.[name];
  const drawing = drawingOf(scene, palette, name);
  if (picture === undefined) return drawing ? ofPalette(drawing) : null;
  const size = header(picture);
  if (size && isSmall(size)) return picture;
  return ofFile(await (await fetch(`data:image/png;base64,${picture}`)).blob());
}

/**
 * A picture file, scaled down where it is larger. One that would show nothing on the black canvas, such as black
 * signs, is inverted.
 *
 * @param {Blob} file
 * @returns {Promise<string>}
 * @throws {Error} if the server does not take it
 */
export async function ofFile(file) {
  const picture = await sendSmallPicture(file, CLASSES.side);
  if (picture.visible || !picture.adjustments.includes("invert")) return picture.png;
  return (await sendSmallPicture(file, CLASSES.side, "invert")).png;
}

/** @param {{ height: number, width: number }} size  px */
function isSmall({ height, width }) {
  return Math.max(height, width) <= CLASSES.side;
}

/** @param {Blob} file */
async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
