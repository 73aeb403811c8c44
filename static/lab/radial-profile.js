import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { lineChart, sample } from "../charts/line-chart.js";
import { sweepNotes } from "./saveable-plots.js";

/** @import { Card } from "../types/api.js" */
/** @import { Chart } from "../charts/chart.js" */
/** @import { Sweep } from "../types/lab.js" */

/**
 * Charts of sensitivity and cosine by distance from the object's original position: means over rings.
 *
 * @param {Sweep[]} sweeps
 * @param {(id: string) => string} titleOf  title of a network
 * @param {Card[]} cards
 */
export function radial(sweeps, titleOf, cards) {
  const done = sweeps.filter(({ end }) => end !== null);
  if (done.length === 0) return nothing;
  const along = msg("distance from where the object was, px");
  const notes = sweepNotes(done, cards);
  /** @type {{ chart: Chart, without: string }[]} */
  const charts = [
    {
      chart: {
        title: msg("Sensitivity, mean of each ring (class distances)"),
        x: along,
        series: lines(done, "sensitivity", titleOf),
      },
      without: msg(
        "No sensitivity: it is counted in distances between classes, which are known for networks of digits or figures alone.",
      ),
    },
    {
      chart: {
        title: msg("Cosine of the responses, mean of each ring"),
        x: along,
        series: lines(done, "cosine", titleOf),
        range: [-1, 1],
      },
      without: msg("No cosine: the network does not respond to the object."),
    },
  ];
  const drawn = charts.filter(({ chart }) => hasPoints(chart));
  return html`
    <div class="charts">
      ${charts.map((each) =>
        drawn.includes(each)
          ? lineChart(each.chart, notes)
          : html`<p class="small">${each.without}</p>`,
      )}
      ${
        drawn.length > 0
          ? html`<ul>
              ${done.map(({ plan }, i) => html`<li>${sample(i)} ${titleOf(plan.model)}</li>`)}
            </ul>`
          : nothing
      }
    </div>
  `;
}

/** @param {Chart} chart */
function hasPoints({ series }) {
  return series.some(({ points }) => points.length > 0);
}

/**
 * @param {Sweep[]} sweeps
 * @param {"sensitivity"|"cosine"} name
 * @param {(id: string) => string} titleOf
 */
function lines(sweeps, name, titleOf) {
  return sweeps.map(({ plan, end }) => ({
    name: titleOf(plan.model),
    points: (end?.radial ?? []).flatMap(({ radius, [name]: value }) =>
      value === null ? [] : [/** @type {[number, number]} */ ([radius, value])],
    ),
  }));
}
