import { wrap } from "./wrap-text.js";

/**
 * Stand-alone SVG: no external resource, every style is an attribute, and the plotted numbers are
 * embedded as metadata.
 *
 * @typedef {object} ThemeColours  colours and font, as CSS values
 * @property {string} page
 * @property {string} text
 * @property {string} quiet
 * @property {string} line
 * @property {string[]} series  of a chart, in order
 * @property {string} a  of scene A on a map
 * @property {string} font
 *
 * @typedef {{ kind: "key", colour: string, text: string }} Key
 * @typedef {{ kind: "ramp", colours: string[], low: string, high: string }} Ramp
 * @typedef {{ kind: "line", series: number, text: string }} Line
 * @typedef {Key|Ramp|Line} Entry  of a legend
 */

/** Dash patterns of chart lines, in order, so that they differ without hue. */
export const DASHES = ["", "6 3", "2 3", "8 3 2 3", "1 4", "12 4"];

/** Font sizes, px. */
export const SIZES = { title: 15, text: 12, small: 11 };
const PAD = 16;

/**
 * Escapes text for XML; characters that XML forbids are dropped.
 *
 * @param {string} text
 */
export function escape(text) {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/**
 * @param {string} name
 * @param {Record<string, string|number|undefined>} attributes
 * @param {string[]} [children]  markup of each
 */
export function tag(name, attributes, children = []) {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [` ${key}="${escape(typeof value === "number" ? rounded(value) : value)}"`],
  );
  const inner = children.join("");
  return inner ? `<${name}${written.join("")}>${inner}</${name}>` : `<${name}${written.join("")}/>`;
}

/** @param {number} value */
function rounded(value) {
  return String(Math.round(value * 1000) / 1000);
}

/**
 * Estimated width of text, px: close enough to break lines, without a DOM.
 *
 * @param {string} text
 * @param {number} size  px
 */
export function textWidth(text, size) {
  let sum = 0;
  for (const letter of text) sum += /[\u1100-\uffef]/u.test(letter) ? 1 : 0.56;
  return sum * size;
}

/**
 * @param {number} x
 * @param {number} y  of the baseline
 * @param {string} text
 * @param {Record<string, string|number|undefined>} attributes
 */
export function textTag(x, y, text, attributes) {
  return tag("text", { x, y, ...attributes }, [escape(text)]);
}

/**
 * A legend in rows at most `maxWidth` px wide.
 *
 * @param {Entry[]} entries
 * @param {ThemeColours} inks
 * @param {number} x
 * @param {number} y  of the top
 * @param {number} maxWidth  px
 * @returns {{ markup: string[], height: number }}
 */
export function legend(entries, inks, x, y, maxWidth) {
  const size = SIZES.text;
  /** @type {string[]} */
  const markup = [];
  let [left, top] = [x, y];
  for (const entry of entries) {
    const words = entry.kind === "ramp" ? `${entry.low}${entry.high}` : entry.text;
    const length = textWidth(words, size) + { key: 20, line: 44, ramp: 112 }[entry.kind];
    if (left > x && left + length > x + maxWidth) [left, top] = [x, top + 20];
    const middle = top + 10;
    const base = middle + 4;
    const look = { fill: inks.text, "font-size": size };
    if (entry.kind === "key") {
      const box = { x: left, y: middle - 6, width: 12, height: 12 };
      markup.push(tag("rect", { ...box, fill: entry.colour, stroke: inks.line }));
      markup.push(textTag(left + 18, base, entry.text, look));
    } else if (entry.kind === "line") {
      markup.push(
        tag("line", {
          x1: left,
          x2: left + 34,
          y1: middle,
          y2: middle,
          stroke: inks.series[entry.series % inks.series.length],
          "stroke-width": 2,
          "stroke-dasharray": DASHES[entry.series % DASHES.length] || undefined,
        }),
        textTag(left + 40, base, entry.text, look),
      );
    } else {
      const low = textWidth(entry.low, size) + 6;
      const step = 84 / entry.colours.length;
      markup.push(textTag(left, base, entry.low, look));
      entry.colours.forEach((fill, i) => {
        // Steps overlap by half a px, so that no gap shows between them.
        const box = { x: left + low + i * step, y: middle - 6, width: step + 0.5, height: 12 };
        markup.push(tag("rect", { ...box, fill }));
      });
      markup.push(textTag(left + low + 92, base, entry.high, look));
    }
    left += length + 16;
  }
  return { markup, height: entries.length ? top - y + 24 : 0 };
}

/**
 * The SVG document: title, drawing, legend and notes, from the top down.
 *
 * @param {object} options
 * @param {string} options.title
 * @param {string[]} options.notes  where the numbers come from: networks, seeds, chance
 * @param {Entry[]} options.legend
 * @param {unknown} options.numbers  everything plotted, for the metadata
 * @param {ThemeColours} options.inks
 * @param {number} options.width  of the drawing, px
 * @param {number} options.height
 * @param {string[]} options.body  markup of the drawing; its top-left corner is 0, 0
 */
export function svgDocument({ title, notes, legend: entries, numbers, inks, width, height, body }) {
  const maxWidth = Math.max(width, 320);
  const heads = wrap(title, maxWidth, (text) => textWidth(text, SIZES.title) * 1.08);
  const below = notes.flatMap((note) =>
    wrap(note, maxWidth, (text) => textWidth(text, SIZES.small)),
  );
  const top = PAD + heads.length * 20 + 10;
  const key = legend(entries, inks, PAD, top + height + 8, maxWidth);
  const foot = top + height + 8 + key.height + 4;
  const whole = { width: maxWidth + 2 * PAD, height: foot + below.length * 15 + PAD };
  const bold = { fill: inks.text, "font-size": SIZES.title, "font-weight": 600 };
  const small = { fill: inks.quiet, "font-size": SIZES.small };
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    ...whole,
    viewBox: `0 0 ${rounded(whole.width)} ${rounded(whole.height)}`,
    "font-family": inks.font,
    role: "img",
  };
  const markup = tag("svg", root, [
    tag("title", {}, [escape(title)]),
    tag("desc", {}, [escape(notes.join(" "))]),
    tag("metadata", {}, [escape(JSON.stringify(numbers, listOf))]),
    tag("rect", { width: "100%", height: "100%", fill: inks.page }),
    ...heads.map((line, i) => textTag(PAD, PAD + 15 + i * 20, line, bold)),
    tag("g", { transform: `translate(${PAD} ${rounded(top)})` }, body),
    ...key.markup,
    ...below.map((line, i) => textTag(PAD, foot + 11 + i * 15, line, small)),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup}\n`;
}

/**
 * JSON replacer: typed arrays become lists.
 *
 * @param {string} _key
 * @param {unknown} value
 */
function listOf(_key, value) {
  return ArrayBuffer.isView(value) ? [.../** @type {Float32Array} */ (value)] : value;
}
