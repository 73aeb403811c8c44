import { letters } from "../i18n/labels.js";

/** Width of a letter where nothing can be measured, as a fraction of the font's size. */
const LETTER = 0.6;
/** The context that measures. @type {CanvasRenderingContext2D|null|undefined} */
let ruler;
/** Widths by font and text. @type {Map<string, number>} */
const known = new Map();

/**
 * The width of a text in the page's font, px.
 *
 * @param {string} text
 * @param {number} size  of the font, px
 * @param {number} [weight]  of the font
 */
export function textWidth(text, size, weight = 400) {
  const family = getComputedStyle(document.documentElement).fontFamily || "sans-serif";
  const font = `${weight} ${size.toFixed(2)}px ${family}`;
  const key = `${font} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  ruler ??= document.createElement("canvas").getContext("2d");
  let width = letters(text) * size * LETTER;
  if (ruler) {
    ruler.font = font;
    ({ width } = ruler.measureText(text));
  }
  known.set(key, width);
  return width;
}
