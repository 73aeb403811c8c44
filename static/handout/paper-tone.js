/** Luma that counts as black: a little above that of the stage. */
const BLACK = 0.06;
/** Luma lost by white, so that pale colours keep their hue on paper. */
const DEPTH = 0.85;
/** Below 1, it makes faint light, such as frames of volumes, more of ink. */
const GAMMA = 0.7;

/**
 * Turns a picture on black into one on white, in place: luma Y (Rec. 709, of sRGB's values) becomes
 * 1 - 0.85 Y^0.7, and each colour keeps its hue. It is mixed with black if it grows darker, with white
 * if it grows lighter.
 *
 * @param {Uint8ClampedArray} pixels  RGBA, opaque
 */
export function tone(pixels) {
  for (let i = 0; i < pixels.length; i += 4) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(i, i + 3);
    const luma = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    const wanted = 1 - DEPTH * (Math.max(luma - BLACK, 0) / (1 - BLACK)) ** GAMMA;
    const darker = wanted < luma;
    const share = darker ? wanted / luma : (1 - wanted) / (1 - luma);
    for (let channel = i; channel < i + 3; channel++) {
      const value = pixels[channel] ?? 0;
      pixels[channel] = darker ? value * share : 255 - (255 - value) * share;
    }
  }
}

/**
 * Turns a canvas on black into one on white, in place.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {HTMLCanvasElement}  the same one
 */
export function toned(canvas) {
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  if (!brush || canvas.width === 0 || canvas.height === 0) return canvas;
  const image = brush.getImageData(0, 0, canvas.width, canvas.height);
  tone(image.data);
  brush.putImageData(image, 0, 0);
  return canvas;
}
