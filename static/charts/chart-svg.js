import { drawChart } from "./chart.js";
import { DASHES, SIZES, svgDocument, tag, textTag } from "./svg.js";

/** @import { Chart, Frame, Pen } from "./chart.js" */
/** @import { ThemeColours } from "./svg.js" */

/** @type {Frame} */
const FRAME = {
  width: 560,
  height: 320,
  margin: { left: 48, right: 12, top: 8, bottom: 44 },
  ticks: { x: 8, y: 6 },
  gap: { x: 17, y: 6, title: 8 },
};

/**
 * A line chart as a stand-alone SVG, larger than on the page.
 *
 * @param {Chart} chart
 * @param {string[]} notes
 * @param {ThemeColours} inks
 */
export function chartSvg(chart, notes, inks) {
  const { title, x, series } = chart;
  const legend = series.map(({ name }, i) => ({
    kind: /** @type {const} */ ("line"),
    series: i,
    text: name,
  }));
  const body = drawChart(chart, FRAME, penOf(inks));
  const { width, height } = FRAME;
  return svgDocument({
    title,
    notes,
    legend,
    numbers: { title, x, series },
    inks,
    width,
    height,
    body,
  });
}

/**
 * @param {ThemeColours} inks
 * @returns {Pen<string>}
 */
function penOf({ line, quiet, series }) {
  return {
    line: (kind, [x1, y1], [x2, y2]) =>
      tag("line", { x1, x2, y1, y2, stroke: { grid: line, tick: quiet }[kind] }),
    text: (x, y, text, anchor) =>
      textTag(x, y, text, { fill: quiet, "font-size": SIZES.small, "text-anchor": anchor }),
    series: (index, points) =>
      tag("polyline", {
        fill: "none",
        stroke: series[index % series.length],
        "stroke-width": 2,
        "stroke-dasharray": DASHES[index % DASHES.length] || undefined,
        points: points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" "),
      }),
  };
}
