import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { layerName, numberText, stepText, theVolume } from "../i18n/labels.js";
import { enumerated } from "../i18n/locale.js";
import { exact } from "./value-grid.js";
import { drawPatch, runningSum } from "./convolution-step.js";
import { drawMerge } from "./merge-step.js";
import { drawScale } from "./scale-step.js";
import { drawPool } from "./pooling-step.js";
import { reluPlot } from "./relu-plot.js";
import { phasesOf } from "./phases.js";
import { stepSentence } from "./step-sentence.js";
import { drawShares } from "./weighted-sum-step.js";

/** @import { Card, CellStep, LayerCard, Neighbour } from "../types/api.js" */
/** @import { Progress } from "./phases.js" */

/**
 * Context of the drawings of steps.
 *
 * @typedef {object} StepContext
 * @property {Card} card
 * @property {boolean} open  whether lists are expanded
 * @property {{ path: string, channel: number, at: [number, number] }|null} pointed  the square under
 *   the pointer, and the path of its step
 * @property {(path: string) => Progress|null|undefined} progress  how far a step is shown; null: it is
 *   not; undefined: all steps are shown whole
 * @property {() => void} toggle
 * @property {(pointed: StepContext["pointed"]) => void} point
 * @property {(to: Neighbour) => void} go
 */

/**
 * Draws one step of an explanation.
 *
 * @param {CellStep} step
 * @param {string} path  of the step in the API's response
 * @param {StepContext} context
 */
export function drawStep(step, path, context) {
  const layer = context.card.layers.find(({ name }) => name === step.layer);
  const input = context.card.layers.find(({ name }) => name === step.input);
  const merged = step.how.form === "terms" || step.how.form === "factors";
  const of = enumerated(
    (merged && layer ? layer.inputs : [step.input]).map((name) => {
      const source = context.card.layers.find((each) => each.name === name);
      return source?.role ? theVolume(source) : name;
    }),
  );
  const what = layer ? stepText(layer) : step.kind;
  const progress = context.progress(path);
  // All at once, each step has its own sentences; the kernel's place is not drawn then.
  const phases = progress === undefined ? phasesOf(step, path) : [];
  return html`
    <section
      class="step ${progress ? `at-${progress.name}` : "whole"}"
      data-step=${step.layer}
      ?hidden=${progress === null}
    >
      <h3>
        ${layer ? layerName(layer) : step.layer}
        <span class="quiet">${msg(str`${what} of ${of}`)}</span>
      </h3>
      ${phases
        .filter(({ name }) => name !== "window")
        .map((phase) => html`<p class="says">${stepSentence(context.card, step, phase)}</p>`)}
      ${drawForm(step, `${path}.how`, context, input, layer)}
      ${progress?.name === "products" ? running(step, progress.share) : nothing}
      <dl>${total(step, path)}</dl>
    </section>
  `;
}

/**
 * @param {CellStep} step
 * @param {string} path
 * @param {StepContext} context
 * @param {LayerCard|undefined} input
 * @param {LayerCard|undefined} layer
 */
function drawForm(step, path, context, input, layer) {
  switch (step.how.form) {
    case "patch":
      return drawPatch(step.how, path, context, input, step.input);
    case "pool":
      return drawPool(step.how, path, context, input, step);
    case "cut":
      return reluPlot(step.how.before);
    case "shares":
      return drawShares(step.how, path, context, input, step.input);
    case "terms":
    case "factors":
      return drawMerge(step.how, path, context, layer);
    case "scale":
    case "function":
      return drawScale(step.how, path);
    case "copy":
      return nothing;
  }
}

/**
 * The sum of the products shown so far.
 *
 * @param {CellStep} step
 * @param {number} share  of the products shown
 */
function running({ how }, share) {
  const sum = how.form === "patch" ? runningSum(how, share) : null;
  if (sum === null) return nothing;
  return html`<p class="running">
    ${msg("sum so far")} <strong class="number">${numberText(sum)}</strong>
  </p>`;
}

/**
 * Draws the sum at the end of a step, and the ReLU's output.
 *
 * @param {CellStep} step
 * @param {string} path
 */
function total({ how, value, after }, path) {
  const weighted = how.form === "patch" || how.form === "shares";
  return html`
    ${
      weighted
        ? html`<dt>${msg("sum of all products")}</dt>
            <dd>${exact(how.sum, `${path}.how.sum`)}</dd>
            <dt>${msg("bias")}</dt>
            <dd>${exact(how.bias, `${path}.how.bias`)}</dd>`
        : nothing
    }
    <dt class=${weighted ? "sum" : ""}>
      ${weighted && after ? msg("pre-activation") : how.form === "cut" ? msg("after ReLU") : msg("value")}
    </dt>
    <dd class=${weighted ? "sum" : ""}>${exact(value, `${path}.value`)}</dd>
    ${
      after
        ? html`<dt>${msg(str`after ReLU (${after.layer})`)}</dt>
            <dd>${exact(after.value, `${path}.after.value`)}</dd>`
        : nothing
    }
  `;
}
