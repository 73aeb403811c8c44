import { msg, str } from "@lit/localize";
import { LocalisedError } from "../state/error-types.js";

/**
 * A file name from parts, of lower-case letters, digits and dashes only.
 *
 * @param {string[]} parts
 * @param {string} ending  extension without the dot
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
 * Downloads a blob as a file.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser starts to read the blob after this task; a minute is enough.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Encodes a canvas as a PNG.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob>}  rejects if the browser lacks the memory
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
 * Renders an SVG as a PNG.
 *
 * @param {string} text  a complete SVG document with its size in px
 * @param {number} scale  pixels per px
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
