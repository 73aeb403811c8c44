import { msg, str } from "@lit/localize";
import { html, svg } from "lit";
import { drawChart } from "./chart.js";
import { chartSvg } from "./chart-svg.js";
import { DASHES } from "./svg.js";
import "./save-plot.js";

/** @import { Chart, Frame, Pen, Series } from "./chart.js" */
/** @import { ThemeColours } from "./svg.js" */
/** @import { TemplateResult } from "lit" */

/** @type {Frame} */
const FRAME = {
  width: 280,
  height: 168,
  margin: { left: 40, right: 12, top: 12, bottom: 38 },
  ticks: { x: 5, y: 4 },
  gap: { x: 18, y: 5, title: 3 },
};

/** Looks are the page's CSS. @type {Pen<TemplateResult>} */
const PEN = {
  line: (kind, [x1, y1], [x2, y2]) =>
    svg`<line class=${kind} x1=${x1} x2=${x2} y1=${y1} y2=${y2} />`,
  text: (x, y, text, anchor) => svg`<text x=${x} y=${y} text-anchor=${anchor}>${text}</text>`,
  series: (index, points) =>
    svg`<polyline class="series s${index}" stroke-dasharray=${dashes(index)}
      points=${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />`,
};

/**
 * A small line chart on the page, that can be saved as a larger one.
 *
 * @param {Chart} chart
 * @param {string[]} notes  what its numbers are of, for when it is saved
 */
export function lineChart(chart, notes) {
  const { title, x, series } = chart;
  const { width, height } = FRAME;
  const save = (/** @type {ThemeColours} */ inks) => chartSvg(chart, notes, inks);
  return html`
    <figure class="chart">
      <figcaption>${title}</figcaption>
      <svg
        viewBox="0 0 ${width} ${height}"
        width=${width}
        height=${height}
        role="img"
        aria-label=${msg(str`${title} against ${x}: ${seriesText(series)}`)}
      >
        ${drawChart(chart, FRAME, PEN)}
      </svg>
      <save-plot .plot=${() => ({ title, svg: save })}></save-plot>
    </figure>
  `;
}

/**
 * A short sample of a line, for legends.
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
function seriesText(series) {
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
