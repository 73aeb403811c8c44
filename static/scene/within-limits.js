/** @import { Limits } from "../types/api.js" */

/** Rows or cols of a picture that is scaled down here, px: more than any canvas has. */
const SIDE = 1024;
/** Most rows or cols that the server takes, px: `MAX_SIDE` of `app/scene/image_file.py`. */
const LONGEST = 16_384;

/**
 * A picture's file as the server takes it: one with more pixels or bytes than it allows is scaled down here, and
 * becomes a PNG. One that the browser cannot read or scale is left as it is, so that the server says why.
 *
 * @template {Blob} F
 * @param {F} file
 * @param {Limits["file"]} limits
 * @returns {Promise<F|Blob>}
 */
export async function withinLimits(file, { bytes, pixels }) {
  if (!globalThis.createImageBitmap || !globalThis.OffscreenCanvas) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  const { height, width } = picture;
  const fits = height * width <= pixels && Math.max(height, width) <= LONGEST;
  const small = fits && file.size <= bytes ? file : await scaled(picture);
  picture.close();
  return small;
}

/**
 * @param {ImageBitmap} picture
 * @returns {Promise<Blob>}  a PNG
 */
function scaled(picture) {
  const scale = Math.min(1, SIDE / Math.max(picture.height, picture.width));
  const [height, width] = [picture.height, picture.width].map((px) =>
    Math.max(1, Math.round(px * scale)),
  );
  const canvas = new OffscreenCanvas(width ?? 1, height ?? 1);
  const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  brush.imageSmoothingQuality = "high";
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob();
}
