import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { flowing, named } from "../i18n/locale.js";
import { at, isOf } from "./sweep-maps.js";
import { measured, percent, percentText } from "./number-format.js";
import { refused } from "./expected-output-notices.js";
import { progress } from "./sweep-map-view.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Pair, Sweep } from "../types/lab.js" */

/**
 * The share of places with the right answer, of those computed so far; null before the first one, and
 * where none is right.
 *
 * @param {Sweep|undefined} sweep
 */
export function rightShare(sweep) {
  if (!sweep?.fields || !sweep.done || sweep.start?.chance === null) return null;
  return sweep.end?.accuracy ?? countRight(sweep) / sweep.done;
}

/** @param {Sweep} sweep */
function countRight({ fields }) {
  return fields?.correct.reduce((sum, correct) => sum + (correct || 0), 0) ?? 0;
}

/**
 * What a sweep found, in a sentence.
 *
 * @param {Sweep} sweep
 */
export function sweepSentence(sweep) {
  const { start, end, done } = sweep;
  if (!start) return nothing;
  const [right, of] = [countRight(sweep), end ? start.total : done];
  const { inside = null, outside = null, constant = false } = end ?? {};
  if (start.chance === null) return loneSentence(sweep);
  const [step, chance, answer] = [start.step, percentText(start.chance), named(start.output)];
  return html`${flowing([
    start.reference === "answer"
      ? msg(
          str`of ${of} places, one every ${step} px, have the same answer as where the object was: ${answer} (${right}). Guessing would give ${chance}.`,
        )
      : msg(
          str`of ${of} places, one every ${step} px, have the right answer (${right}). Guessing would give ${chance}.`,
        ),
    ...(inside !== null && outside !== null
      ? [msg(html`Where it was trained ${percent(inside)}, elsewhere ${percent(outside)}.`)]
      : []),
  ])}
  ${
    constant
      ? html`<strong class="differs"
          >${msg("A constant predictor: it gives one answer for everything.")}</strong
        >`
      : nothing
  }`;
}

/**
 * What a sweep of a network of one output found.
 *
 * @param {Sweep} sweep
 */
function loneSentence({ start, fields, done }) {
  const scores = [...(fields?.score ?? [])].filter((value) => !Number.isNaN(value));
  if (!start || scores.length === 0) return nothing;
  const low = scores.reduce((a, b) => Math.min(a, b));
  const high = scores.reduce((a, b) => Math.max(a, b));
  return msg(
    html`The network has one output, so no answer is right or wrong: at ${done} places, one every
    ${start.step} px, its score goes from ${measured(low)} to ${measured(high)}.`,
  );
}

/**
 * A sweep's state below its map: progress, refusal, or that the scene has changed since.
 *
 * @param {Context} context
 * @param {Card} card
 * @param {Sweep} sweep
 */
export function sweepState({ store, palette }, card, sweep) {
  const other = sweep.status === "failed" ? refused(card, sweep.plan, palette) : null;
  return html`
    ${other ? html`<p role="status">${other}</p>` : progress(sweep)}
    ${
      isOf(sweep.plan, store.get("scene"))
        ? nothing
        : html`<p class="differs">${msg("Of an earlier scene: sweep again.")}</p>`
    }
  `;
}

/**
 * A sweep's numbers, with three decimals.
 *
 * @param {Sweep} sweep
 */
export function sweepNumbers({ start, end }) {
  if (!end) return nothing;
  return html`<dl class="number">
    <dt>${msg("accuracy")}</dt>
    <dd data-accuracy>${measured(end.accuracy)}</dd>
    <dt>${msg("where trained")}</dt>
    <dd data-inside>${measured(end.inside)}</dd>
    <dt>${msg("elsewhere")}</dt>
    <dd data-outside>${measured(end.outside)}</dd>
    <dt>${msg("chance")}</dt>
    <dd>${measured(start?.chance)}</dd>
  </dl>`;
}

/**
 * The values at the position under the pointer.
 *
 * @param {Card} card
 * @param {Sweep} sweep
 * @param {Pair|null} pointed  row and col of the map
 * @param {boolean} all  whether with the distances of the logits, too
 */
export function valuesAt(card, { start, fields }, pointed, all) {
  const [row, col] = [start?.rows[pointed?.row ?? -1], start?.cols[pointed?.col ?? -1]];
  if (!pointed || !start || !fields || row === undefined || col === undefined) return nothing;
  const found = at(fields, pointed.row * start.cols.length + pointed.col);
  if (Number.isNaN(found.prediction)) {
    return msg(str`row ${row}, col ${col}: not known yet`);
  }
  if (start.chance === null && !all)
    return msg(html`row ${row}, col ${col}: score <strong>${measured(found.score)}</strong>`);
  if (start.chance === null)
    return msg(
      html`row ${row}, col ${col}: score ${measured(found.score)}; sensitivity
      ${measured(found.sensitivity)}; response ${measured(found.response)}; cosine
      ${measured(found.cosine)}`,
    );
  const prediction = named(card.outputs[found.prediction] ?? "");
  const verdict = found.correct ? msg("right") : msg("wrong");
  if (!all) return msg(html`row ${row}, col ${col}: <strong>${prediction}</strong>, ${verdict}`);
  return msg(
    html`row ${row}, col ${col}: <strong>${prediction}</strong>, ${verdict}; ${named(start.output)}
      ${measured(found.score)}; sensitivity ${measured(found.sensitivity)}; response
      ${measured(found.response)}; cosine ${measured(found.cosine)}`,
  );
}

/**
 * What a sweep will show.
 *
 * @param {boolean} lone  whether the networks have one output each
 */
export function invitation(lone) {
  return lone
    ? msg(
        "The object visits places all over the canvas: you will see how strong the answer is there.",
      )
    : msg(
        "The object visits places all over the canvas: you will see where the answer stays right.",
      );
}
