import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { lineChart, sample } from "../charts/line-chart.js";
import { chanceOfForm } from "./data-sizes.js";
import { regionText } from "./region-text.js";

/** @import { Chart } from "../charts/chart.js" */
/** @import { Training } from "../types/training.js" */

/**
 * The accuracy inside and outside the region, and the loss, against the step.
 *
 * @param {Training} training
 */
export function runCharts(training) {
  const { form, losses, accuracies } = training;
  if (losses.length === 0) return nothing;
  const x = msg("step");
  const notes = [regionText(form)];
  const outside = accuracies.flatMap(({ step, outside }) =>
    outside === null ? [] : [/** @type {[number, number]} */ ([step, outside])],
  );
  const chance = chanceOfForm(form);
  /** @type {Chart} */
  const accuracy = {
    title: msg("Accuracy on held-out pictures"),
    x,
    end: form.steps,
    range: [0, 1],
    series: [
      { name: msg("inside"), points: accuracies.map(({ step, inside }) => [step, inside]) },
      { name: msg("outside"), points: outside },
      {
        name: msg("chance"),
        points: [
          [0, chance],
          [form.steps, chance],
        ],
      },
    ],
  };
  /** @type {Chart} */
  const loss = {
    title: msg("Loss on training pictures"),
    x,
    end: form.steps,
    series: [{ name: msg("loss"), points: losses.map(({ step, loss }) => [step, loss]) }],
  };
  return html`<div class="charts">
    ${lineChart(accuracy, notes)}
    <ul class="keys">
      ${accuracy.series.map(({ name }, i) => html`<li>${sample(i)} ${name}</li>`)}
    </ul>
    ${lineChart(loss, notes)}
  </div>`;
}
