import { ticks } from "./axis.js";

/**
 * A line chart, drawn on the page and in saved files by one function.
 *
 * @typedef {{ name: string, points: [number, number][] }} Series
 *
 * @typedef {object} Chart
 * @property {string} title
 * @property {string} x  what runs along, with its unit
 * @property {Series[]} series  each in the look of its place in the list
 * @property {[number, number]} [range]  of y; else from zero to the largest
 * @property {number} [end]  of x, at least; else the largest
 *
 * @typedef {object} Frame  px
 * @property {number} width
 * @property {number} height
 * @property {{ left: number, right: number, top: number, bottom: number }} margin
 * @property {{ x: number, y: number }} ticks  about so many an axis
 * @property {{ x: number, y: number, title: number }} gap  from the x axis to the base of its numbers,
 *   from the y axis to its numbers, and from the bottom edge to the base of the axis title
 */

/**
 * Draws the marks of a chart, in px of its frame.
 *
 * @template T
 * @typedef {object} Pen
 * @property {(kind: "grid"|"tick", from: [number, number], to: [number, number]) => T} line
 * @property {(x: number, y: number, text: string, anchor: "middle"|"end") => T} text
 * @property {(index: number, points: [number, number][]) => T} series
 */

/**
 * @template T
 * @param {Chart} chart
 * @param {Frame} frame
 * @param {Pen<T>} pen
 * @returns {T[]}  from the back to the front
 */
export function drawChart(
  { x: title, series, range, end = 1 },
  { width, height, margin, ...frame },
  pen,
) {
  const points = series.flatMap((line) => line.points);
  const maxX = Math.max(1, end, ...points.map(([along]) => along));
  const [low, high] = range ?? [0, Math.max(...points.map(([, up]) => up), 1e-9) * 1.05];
  const [left, right] = [margin.left, width - margin.right];
  const [top, floor] = [margin.top, height - margin.bottom];
  const x = (/** @type {number} */ value) => left + (value / maxX) * (right - left);
  const y = (/** @type {number} */ value) =>
    top + (1 - (value - low) / (high - low)) * (floor - top);
  return [
    ...ticks(low, high, frame.ticks.y).flatMap((value) => [
      pen.line("grid", [left, y(value)], [right, y(value)]),
      pen.text(left - frame.gap.y, y(value) + 4, String(value), "end"),
    ]),
    ...ticks(0, maxX, frame.ticks.x).flatMap((value) => [
      pen.line("tick", [x(value), floor], [x(value), floor + 4]),
      pen.text(x(value), floor + frame.gap.x, String(value), "middle"),
    ]),
    pen.text((left + right) / 2, height - frame.gap.title, title, "middle"),
    ...series.map((line, i) =>
      pen.series(
        i,
        line.points.map(([along, up]) => [x(along), y(up)]),
      ),
    ),
  ];
}
