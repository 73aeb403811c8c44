import { msg, str } from "@lit/localize";
import { LocalisedError } from "../state/errors.js";

/**
 * The name of a file: lower-case letters, digits and dashes, whatever the parts are.
 *
 * @param {string[]} parts
 * @param {string} ending  without the dot
 */
export function fileName(parts, ending) {
  const stem = ["shiftscope", ...parts]
    .join("-")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return `${stem.slice(0, 80)}.${ending}`;
}

/**
 * Has the browser keep a file.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it after this task; a minute is long enough to begin.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * A canvas as a file.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob>}  rejects where the browser has no memory for it
 */
export function png(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else {
        const size = `${canvas.width} × ${canvas.height}`;
        reject(new LocalisedError(msg(str`This browser can make no picture of ${size} px.`)));
      }
    }, "image/png");
  });
}

/**
 * An SVG as a PNG, on a canvas of its own.
 *
 * @param {string} text  of a whole document, with its size in px
 * @param {number} scale  pixels a px
 */
export async function rasterise(text, scale) {
  const picture = new Image();
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    picture.src = url;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth * scale;
    canvas.height = picture.naturalHeight * scale;
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await png(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}
