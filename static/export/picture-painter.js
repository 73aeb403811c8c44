import { wrap } from "../charts/wrap-text.js";
import { READ, arrange, backdrop, drawFigure } from "./figure-painter.js";

/** @import { Figure } from "../types/figure.js" */

/** Sizes of the caption, px. */
const CAPTION = { size: 12, line: 18, pad: 12 };

/**
 * A picture of all figures with a caption, rendered at a scale, not enlarged.
 *
 * @param {Figure[]} figures
 * @param {string} caption
 * @param {number} scale  pixels per px, an integer
 * @returns {HTMLCanvasElement}
 * @throws {LocalisedError} if the graphics card cannot draw that large
 */
export function picture(figures, caption, scale) {
  const { width, height, places } = arrange(figures);
  const canvas = document.createElement("canvas");
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", READ));
  const style = getComputedStyle(document.documentElement);
  const font = `${CAPTION.size}px ${getComputedStyle(document.body).fontFamily}`;
  brush.font = font;
  const available = width - 2 * CAPTION.pad;
  const lines = wrap(caption, available, (text) => brush.measureText(text).width);
  const below = 2 * CAPTION.pad + lines.length * CAPTION.line;
  canvas.width = width * scale;
  canvas.height = (height + below) * scale;
  brush.fillStyle = backdrop();
  brush.fillRect(0, 0, canvas.width, canvas.height);
  figures.forEach((figure, i) => drawFigure(brush, figure, places[i] ?? { x: 0, y: 0 }, scale));
  brush.scale(scale, scale);
  brush.fillStyle = style.getPropertyValue("--stage-line");
  brush.fillRect(0, height, width, 1);
  brush.fillStyle = style.getPropertyValue("--stage-quiet");
  brush.font = font;
  brush.textBaseline = "middle";
  lines.forEach((line, i) => {
    brush.fillText(line, CAPTION.pad, height + CAPTION.pad + (i + 0.5) * CAPTION.line);
  });
  return canvas;
}
