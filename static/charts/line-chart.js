import { msg, str } from "@lit/localize";
import { html, svg } from "lit";
import { DASHES } from "./svg.js";
import { ticks } from "./axis.js";
import { chartSvg } from "./chart-svg.js";
import "./save-plot.js";

/** @import { Inks } from "./svg.js" */

/**
 * A small line chart.
 *
 * @typedef {{ name: string, points: [number, number][] }} Series
 *
 * @typedef {object} Chart
 * @property {string} title
 * @property {string} x  what runs along, with its unit
 * @property {Series[]} series  each in the look of its place in the list
 * @property {[number, number]} [range]  of y; else from zero to the largest
 */

const SIZE = { width: 250, height: 150 };
const ROOM = { left: 34, right: 10, top: 10, bottom: 32 };

/**
 * @param {Chart} chart
 * @param {string[]} notes  what its numbers are of, for when it is saved
 */
export function lineChart(chart, notes) {
  const { title, x, series, range } = chart;
  const points = series.flatMap((line) => line.points);
  const right = Math.max(1, ...points.map(([along]) => along));
  const [low, high] = range ?? [0, Math.max(...points.map(([, up]) => up), 1e-9) * 1.05];
  const across = (/** @type {number} */ value) =>
    ROOM.left + (value / right) * (SIZE.width - ROOM.left - ROOM.right);
  const up = (/** @type {number} */ value) =>
    ROOM.top + (1 - (value - low) / (high - low)) * (SIZE.height - ROOM.top - ROOM.bottom);
  const [floor, end] = [up(low), SIZE.width - ROOM.right];
  const save = (/** @type {Inks} */ inks) => chartSvg(chart, notes, inks);
  return html`
    <figure class="chart">
      <figcaption>${title}</figcaption>
      <svg
        viewBox="0 0 ${SIZE.width} ${SIZE.height}"
        width=${SIZE.width}
        height=${SIZE.height}
        role="img"
        aria-label=${msg(str`${title} against ${x}: ${spoken(series)}`)}
      >
        ${ticks(low, high, 4).map(
          (value) => svg`
            <line class="grid" x1=${ROOM.left} x2=${end} y1=${up(value)} y2=${up(value)} />
            <text x=${ROOM.left - 5} y=${up(value) + 4} text-anchor="end">${value}</text>`,
        )}
        ${ticks(0, right, 5).map(
          (value) => svg`
            <line class="tick" x1=${across(value)} x2=${across(value)} y1=${floor} y2=${floor + 4} />
            <text x=${across(value)} y=${floor + 16} text-anchor="middle">${value}</text>`,
        )}
        <text x=${(ROOM.left + end) / 2} y=${SIZE.height - 3} text-anchor="middle">${x}</text>
        ${series.map(
          (line, i) => svg`<polyline class="series s${i}" stroke-dasharray=${dashes(i)}
            points=${line.points.map(([along, value]) => `${across(along).toFixed(1)},${up(value).toFixed(1)}`).join(" ")} />`,
        )}
      </svg>
      <save-plot .plot=${() => ({ title, svg: save })}></save-plot>
    </figure>
  `;
}

/**
 * A sample of a line, for legends.
 *
 * @param {number} index
 */
export function sample(index) {
  return svg`<svg class="sample" width="34" height="10" aria-hidden="true">
    <line class="series s${index}" stroke-dasharray=${dashes(index)} x1="1" x2="33" y1="5" y2="5" />
  </svg>`;
}

/** @param {number} index */
function dashes(index) {
  return DASHES[index % DASHES.length] || "none";
}

/** @param {Series[]} series */
function spoken(series) {
  return series
    .map(({ name, points }) => {
      const [first, last] = [points[0], points.at(-1)];
      if (!first || !last) return msg(str`${name} empty`);
      return msg(
        str`${name} from ${first[1].toFixed(2)} at ${first[0]} to ${last[1].toFixed(2)} at ${last[0]}`,
      );
    })
    .join("; ");
}
