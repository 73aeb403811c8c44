import { ticks } from "./axis.js";
import { DASHES, SIZES, sheet, tag, write } from "./svg.js";

/** @import { Chart } from "./line-chart.js" */
/** @import { Inks } from "./svg.js" */

const SIZE = { width: 560, height: 320 };
const ROOM = { left: 48, right: 12, top: 8, bottom: 44 };

/**
 * A line chart as an SVG of its own, larger than on the page.
 *
 * @param {Chart} chart
 * @param {string[]} notes
 * @param {Inks} inks
 */
export function chartSvg({ title, x, series, range }, notes, inks) {
  const points = series.flatMap((line) => line.points);
  const right = Math.max(1, ...points.map(([along]) => along));
  const [low, high] = range ?? [0, Math.max(...points.map(([, up]) => up), 1e-9) * 1.05];
  const end = SIZE.width - ROOM.right;
  const floor = SIZE.height - ROOM.bottom;
  const across = (/** @type {number} */ value) => ROOM.left + (value / right) * (end - ROOM.left);
  const up = (/** @type {number} */ value) =>
    ROOM.top + (1 - (value - low) / (high - low)) * (floor - ROOM.top);
  const small = { fill: inks.quiet, "font-size": SIZES.small };
  const body = [
    ...ticks(low, high, 6).flatMap((value) => [
      tag("line", { x1: ROOM.left, x2: end, y1: up(value), y2: up(value), stroke: inks.line }),
      write(ROOM.left - 6, up(value) + 4, String(value), { ...small, "text-anchor": "end" }),
    ]),
    ...ticks(0, right, 8).flatMap((value) => [
      tag("line", {
        x1: across(value),
        x2: across(value),
        y1: floor,
        y2: floor + 4,
        stroke: inks.quiet,
      }),
      write(across(value), floor + 17, String(value), { ...small, "text-anchor": "middle" }),
    ]),
    write((ROOM.left + end) / 2, SIZE.height - 8, x, { ...small, "text-anchor": "middle" }),
    ...series.map((line, i) =>
      tag("polyline", {
        fill: "none",
        stroke: inks.series[i % inks.series.length],
        "stroke-width": 2,
        "stroke-dasharray": DASHES[i % DASHES.length] || undefined,
        points: line.points
          .map(([along, value]) => `${across(along).toFixed(2)},${up(value).toFixed(2)}`)
          .join(" "),
      }),
    ),
  ];
  const legend = series.map(({ name }, i) => ({
    kind: /** @type {const} */ ("line"),
    series: i,
    text: name,
  }));
  const numbers = { title, x, series };
  return sheet({ title, notes, legend, numbers, inks, ...SIZE, body });
}
