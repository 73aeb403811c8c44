import { drawOverlay } from "./map-overlay.js";
import { SIZES, svgDocument, tag, textWidth, textTag } from "./svg.js";

/** @import { Box } from "../network/arrays.js" */
/** @import { Overlay, Pen } from "./map-overlay.js" */
/** @import { Entry, ThemeColours } from "./svg.js" */

/**
 * One heat map.
 *
 * @typedef {object} Cells
 * @property {string} title  beside other maps; empty for a map alone
 * @property {number} rows
 * @property {ArrayLike<number>} values  row-major; NaN where unknown
 * @property {(value: number) => string} colour  #rrggbb
 *
 * @typedef {Cells & Overlay} HeatMapData
 *
 * @typedef {object} Maps
 * @property {string} title
 * @property {string[]} notes
 * @property {Entry[]} legend
 * @property {HeatMapData[]} fields  a map alone is drawn large, with axes
 * @property {{ x: string, y: string, xs: number[], ys: number[] }} [axes]  labels, and the value of each column and row
 */

const SIDE = { alone: 384, several: 120 };
const MARGIN = { left: 52, bottom: 44 };
const GAP = 14;
const COLUMNS = 4;

/**
 * Heat maps as a stand-alone SVG: one square a cell, with its value as an attribute.
 *
 * @param {Maps} maps
 * @param {ThemeColours} inks
 */
export function mapsSvg({ title, notes, legend, fields, axes }, inks) {
  const alone = fields.length === 1;
  const side = alone ? SIDE.alone : SIDE.several;
  const left = alone && axes ? MARGIN.left : 0;
  const drawn = fields.map((field) => {
    // Whole px, so that no gap shows between squares.
    const cell = Math.max(1, Math.round(side / Math.max(field.rows, field.cols)));
    return { field, cell, width: cell * field.cols, height: cell * field.rows };
  });
  const each = Math.max(...drawn.map(({ width }) => width));
  const head = alone ? 0 : 18;
  const high = Math.max(...drawn.map(({ height }) => height)) + head + GAP;
  const body = drawn.flatMap(({ field, cell, height }, i) => {
    const x = left + (i % COLUMNS) * (each + GAP);
    const y = Math.floor(i / COLUMNS) * high;
    const name = truncate(field.title, each);
    const small = { fill: inks.quiet, "font-size": SIZES.small };
    return [
      ...(alone ? [] : [textTag(x, y + 12, name, small)]),
      tag("g", { transform: `translate(${x} ${y + head})` }, cells(field, cell, i, inks)),
      ...(alone && axes ? axis(axes, field, cell, left, height, inks) : []),
    ];
  });
  const count = Math.min(fields.length, COLUMNS);
  const width = alone ? left + (drawn[0]?.width ?? 0) : count * (each + GAP) - GAP;
  const rows = Math.ceil(fields.length / COLUMNS);
  const height = alone ? (drawn[0]?.height ?? 0) + (axes ? MARGIN.bottom : 0) : rows * high - GAP;
  const numbers = {
    title,
    ...(axes ? { axes } : {}),
    maps: fields.map(({ title: name, rows, cols, values }) => ({
      title: name,
      rows,
      cols,
      values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    })),
  };
  return svgDocument({ title, notes, legend, numbers, inks, width, height, body });
}

/**
 * @param {string} text
 * @param {number} maxWidth  px
 */
function truncate(text, maxWidth) {
  if (textWidth(text, SIZES.small) <= maxWidth) return text;
  let end = text.length - 1;
  while (end > 0 && textWidth(`${text.slice(0, end)}…`, SIZES.small) > maxWidth) end -= 1;
  return `${text.slice(0, end)}…`;
}

/**
 * @param {HeatMapData} field
 * @param {number} cell  px
 * @param {number} number  of the map, for unique ids
 * @param {ThemeColours} inks
 */
function cells(field, cell, number, inks) {
  const { rows, cols, values, colour } = field;
  const box = boxIn(cell);
  const squares = Array.from({ length: rows * cols }, (_, i) => {
    const value = values[i] ?? Number.NaN;
    return tag("rect", {
      ...box({ row: Math.floor(i / cols), col: i % cols, height: 1, width: 1 }),
      fill: colour(value),
      "data-value": Number.isNaN(value) ? undefined : String(value),
    });
  });
  return [
    tag("g", { "shape-rendering": "crispEdges" }, squares),
    ...drawOverlay(field, penOf(cell, `hatch-${number}`, inks)),
    tag("rect", { width: cols * cell, height: rows * cell, fill: "none", stroke: inks.line }),
  ];
}

/** @param {number} cell  px */
function boxIn(cell) {
  return (/** @type {Box} */ { row, col, height, width }) => ({
    x: col * cell,
    y: row * cell,
    width: width * cell,
    height: height * cell,
  });
}

/**
 * @param {number} cell  px
 * @param {string} id  of the hatching, unique in the document
 * @param {ThemeColours} inks
 * @returns {Pen<string>}
 */
function penOf(cell, id, inks) {
  const box = boxIn(cell);
  return {
    hatch(boxes) {
      const line = { x1: 4, x2: 4, y1: 0, y2: 8, stroke: "#b9c2d0", "stroke-opacity": 0.5 };
      const units = { patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
      const pattern = { id, width: 8, height: 8, ...units };
      // One path, so that no seam shows between bars.
      const d = boxes.map(box).map(({ x, y, width, height }) => {
        return `M${x} ${y}h${width}v${height}h${-width}z`;
      });
      return [
        tag("defs", {}, [tag("pattern", pattern, [tag("line", line)])]),
        tag("path", { d: d.join(""), fill: `url(#${id})` }),
      ].join("");
    },
    outline(cells) {
      const look = { ...box(cells), fill: "none", "stroke-width": 2 };
      return [
        tag("rect", { ...look, stroke: "#0b0e14" }),
        tag("rect", { ...look, stroke: "#fff", "stroke-dasharray": "2 3" }),
      ].join("");
    },
    mark(cells, kind) {
      const a = kind === "a";
      const look = { ...box(cells), fill: "none" };
      return [
        tag("rect", { ...look, stroke: "#0b0e14", "stroke-width": 4 }),
        tag("rect", {
          ...look,
          "stroke-width": 2,
          stroke: a ? inks.a : "#fff",
          "stroke-dasharray": a ? "3 2" : undefined,
        }),
      ].join("");
    },
  };
}

/**
 * Axis labels and the values of every few rows and columns.
 *
 * @param {NonNullable<Maps["axes"]>} axes
 * @param {HeatMapData} field
 * @param {number} cell
 * @param {number} left
 * @param {number} height
 * @param {ThemeColours} inks
 */
function axis({ x, y, xs, ys }, { rows, cols }, cell, left, height, inks) {
  const small = { fill: inks.quiet, "font-size": SIZES.small };
  const every = (/** @type {number} */ count) => Math.max(1, Math.ceil(count / 8));
  const middle = left + (cols * cell) / 2;
  const turned = `rotate(-90 12 ${height / 2})`;
  return [
    ...xs.flatMap((value, col) =>
      col % every(cols) === 0
        ? [
            textTag(left + (col + 0.5) * cell, height + 16, String(value), {
              ...small,
              "text-anchor": "middle",
            }),
          ]
        : [],
    ),
    ...ys.flatMap((value, row) =>
      row % every(rows) === 0
        ? [
            textTag(left - 6, (row + 0.5) * cell + 4, String(value), {
              ...small,
              "text-anchor": "end",
            }),
          ]
        : [],
    ),
    textTag(middle, height + 36, x, { ...small, "text-anchor": "middle" }),
    textTag(12, height / 2, y, { ...small, "text-anchor": "middle", transform: turned }),
  ];
}
