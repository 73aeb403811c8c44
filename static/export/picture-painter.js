import { wrap } from "../charts/wrap-text.js";
import { FORMATS, paintStage, rendered } from "./film-frame.js";
import { READ, arrange, backdrop, drawFigure } from "./figure-painter.js";

/** @import { Sprites } from "../scene/sprites.js" */
/** @import { Figure } from "../types/figure.js" */
/** @import { FormatName, View } from "./film-frame.js" */

/** Sizes of the caption, px, and those below a stage, which is larger. */
const CAPTION = { size: 12, line: 18, pad: 12 };
const STAGE_CAPTION = { size: 18, line: 27, pad: 24 };

/**
 * A picture that can be drawn at any scale.
 *
 * @typedef {object} Picture
 * @property {number} width  px, with its caption
 * @property {number} height
 * @property {(scale: number) => HTMLCanvasElement} draw  scale: pixels per px, an integer
 */

/**
 * A picture of all figures with a caption, rendered at a scale, not enlarged.
 *
 * @param {Figure[]} figures
 * @param {string} caption
 * @returns {Picture}  drawing throws a LocalisedError if the graphics card cannot draw that large
 */
export function figuresPicture(figures, caption) {
  const { width, height, places } = arrange(figures);
  return captioned({ width, height }, caption, CAPTION, (brush, scale) => {
    figures.forEach((figure, i) => drawFigure(brush, figure, places[i] ?? { x: 0, y: 0 }, scale));
  });
}

/**
 * A picture of the whole stage with a caption: canvas, answers and figures, as in films.
 *
 * @param {FormatName} format
 * @param {View} view
 * @param {Sprites} sprites
 * @param {string} caption
 * @returns {Picture}
 */
export function stagePicture(format, view, sprites, caption) {
  return captioned(FORMATS[format], caption, STAGE_CAPTION, (brush, scale) => {
    brush.save();
    brush.scale(scale, scale);
    paintStage(brush, format, view, sprites, rendered(scale));
    brush.restore();
  });
}

/**
 * @param {{ width: number, height: number }} size  px, without the caption
 * @param {string} caption
 * @param {typeof CAPTION} sizes
 * @param {(brush: CanvasRenderingContext2D, scale: number) => void} paint
 * @returns {Picture}
 */
function captioned({ width, height }, caption, { size, line, pad }, paint) {
  const canvas = document.createElement("canvas");
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", READ));
  const style = getComputedStyle(document.documentElement);
  const font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  brush.font = font;
  const lines = wrap(caption, width - 2 * pad, (text) => brush.measureText(text).width);
  const whole = height + 2 * pad + lines.length * line;
  const draw = (/** @type {number} */ scale) => {
    [canvas.width, canvas.height] = [width * scale, whole * scale];
    brush.fillStyle = backdrop();
    brush.fillRect(0, 0, canvas.width, canvas.height);
    paint(brush, scale);
    brush.scale(scale, scale);
    brush.fillStyle = style.getPropertyValue("--stage-line");
    brush.fillRect(0, height, width, 1);
    brush.fillStyle = style.getPropertyValue("--stage-quiet");
    brush.font = font;
    brush.textBaseline = "middle";
    lines.forEach((text, i) => brush.fillText(text, pad, height + pad + (i + 0.5) * line));
    return canvas;
  };
  return { width, height: whole, draw };
}
