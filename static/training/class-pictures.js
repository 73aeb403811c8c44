import { sendSmallPicture, urlOf } from "../server/api.js";
import { header } from "../scene/drawing-png.js";
import { drawingOf } from "../scene/scene.js";
import { readPicture } from "../scene/picture-file.js";
import { LocalisedError } from "../state/error-types.js";
import { msg } from "@lit/localize";

/** @import { Limits, Scene, Sprite } from "../types/api.js" */

/**
 * The pictures of a visitor's own classes: PNGs in base64. Larger ones than were chosen, and other kinds of files,
 * are made such by the server.
 *
 * @typedef {{ side: number, limits: Limits["file"] }} Target  side: most rows or cols, px; limits: of the files that
 *   the server takes
 */

/**
 * One of the palette's objects.
 *
 * @param {Sprite} drawing
 * @param {Target} target
 * @returns {Promise<string>}
 * @throws {Error} if the server does not answer
 */
export async function ofPalette(drawing, target) {
  const response = await fetch(urlOf(drawing.image));
  if (!response.ok) throw new Error(response.statusText);
  const file = await response.blob();
  return isSmall(drawing, target) ? base64(file) : ofFile(file, target);
}

/**
 * An object of the scene: one of the palette, a drawing or a picture.
 *
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @param {number} index
 * @param {Target} target
 * @returns {Promise<string|null>}  null if there is none
 * @throws {Error} if the server does not answer
 */
export async function ofScene(scene, palette, index, target) {
  const name = scene.objects[index]?.object ?? "";
  const picture = scene.pictures?.[name];
  const drawing = drawingOf(scene, palette, name);
  if (picture === undefined) return drawing ? ofPalette(drawing, target) : null;
  const size = header(picture);
  if (size && isSmall(size, target)) return picture;
  return ofFile(await (await fetch(`data:image/png;base64,${picture}`)).blob(), target);
}

/**
 * A picture file, scaled down where it is larger. One that would show nothing on the black canvas, such as black
 * signs, is inverted.
 *
 * @param {Blob} file
 * @param {Target} target
 * @returns {Promise<string>}
 * @throws {Error} if it cannot be read, shows nothing either way, or the server does not take it
 */
export async function ofFile(file, { side, limits }) {
  const taken = await readPicture(file, limits);
  const picture = await sendSmallPicture(taken, side);
  if (picture.visible) return picture.png;
  if (!picture.adjustments.includes("invert"))
    throw new LocalisedError(msg("expected a picture that shows on black; all of it is clear"));
  return (await sendSmallPicture(taken, side, "invert")).png;
}

/**
 * @param {{ height: number, width: number }} size  px
 * @param {Target} target
 */
function isSmall({ height, width }, { side }) {
  return Math.max(height, width) <= side;
}

/** @param {Blob} file */
async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
