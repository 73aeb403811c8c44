import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { means, within } from "../network/arrays.js";
import { measured, percentText } from "./number-format.js";
import { conclusion, sharesText } from "./head-transplants-verdict.js";
import { flowing } from "../i18n/locale.js";
import { silence } from "../network/transplants.js";

/** @import { Card, Sprite } from "../types/api.js" */
/** @import { Finding } from "./head-transplants-verdict.js" */
/** @import { Outside, Transplants } from "../network/transplants.js" */
/** @import { Sweep, Volumes } from "../types/lab.js" */

/** Accuracy and response are separate quantities: a wrong output is not a silent one. */

/**
 * Means over the positions inside and outside a region; null before the sweep is done.
 *
 * @param {Sweep|undefined} sweep
 * @param {Card["region"]} region  px
 * @param {Sprite} digit
 * @param {"correct"|"response"} field
 */
function shares(sweep, region, digit, field) {
  if (!sweep?.start || !sweep.fields || !sweep.end) return null;
  const { rows, cols } = sweep.start;
  return means(sweep.fields[field], cols.length, within(rows, cols, region, digit));
}

/**
 * The share of right answers outside a region; null before the sweep is done.
 *
 * @param {Sweep|undefined} sweep
 * @param {Card["region"]} region  px
 * @param {Sprite} digit
 */
export function outsideShare(sweep, region, digit) {
  return shares(sweep, region, digit, "correct")?.outside ?? null;
}

/**
 * The response at the position farthest from the digit's original one.
 *
 * @param {Sweep|undefined} sweep
 */
export function farthest(sweep) {
  if (!sweep?.start || !sweep.fields || !sweep.end) return null;
  const { rows, cols, base } = sweep.start;
  const away = rows.flatMap((row) => cols.map((col) => Math.hypot(row - base.row, col - base.col)));
  return sweep.fields.response[away.indexOf(Math.max(...away))] ?? null;
}

/**
 * @param {Sweep|undefined} sweep
 * @param {Card["region"]} region
 * @param {Sprite} digit
 */
export function transplantNumbers(sweep, region, digit) {
  const right = shares(sweep, region, digit, "correct");
  const heard = shares(sweep, region, digit, "response");
  if (!right || !heard) return nothing;
  return html`
    <dl class="number">
      <dt>${msg("right in the corner")}</dt>
      <dd data-inside>${measured(right.inside)}</dd>
      <dt>${msg("right elsewhere")}</dt>
      <dd data-outside>${measured(right.outside)}</dd>
      <dt>${msg("right at all places")}</dt>
      <dd data-all>${measured(sweep?.end?.accuracy)}</dd>
      <dt>${msg("response elsewhere")}</dt>
      <dd data-response>${measured(heard.outside)}</dd>
      <dt>${msg("response, far corner")}</dt>
      <dd data-far>${measured(farthest(sweep))}</dd>
    </dl>
    ${
      sweep?.end?.constant
        ? html`<p class="differs">
            ${msg("A constant predictor: it gives one answer for everything.")}
          </p>`
        : nothing
    }
  `;
}

/**
 * Accuracy outside the region, by network; null before all four sweeps are done.
 *
 * @param {Partial<Record<string, Sweep>>} sweeps
 * @param {Card["region"]} region
 * @param {Sprite} digit
 * @returns {Outside|null}
 */
export function outsideShares(sweeps, region, digit) {
  const outside = (/** @type {keyof Outside} */ name) =>
    outsideShare(sweeps[name], region, digit) ?? Number.NaN;
  const right = {
    corner: outside("corner"),
    cornerHead: outside("cornerHead"),
    everywhere: outside("everywhere"),
    everywhereHead: outside("everywhereHead"),
  };
  return Object.values(right).some(Number.isNaN) ? null : right;
}

/**
 * What the four sweeps found; null before all of them are done.
 *
 * @param {Partial<Record<string, Sweep>>} sweeps
 * @param {Transplants} four
 * @param {Sprite} digit
 * @param {Volumes[]} volumes  with the networks' scores for an empty canvas
 * @returns {Finding|null}
 */
export function findingOf(sweeps, four, digit, volumes) {
  const right = outsideShares(sweeps, four.corner.region, digit);
  const chance = sweeps.corner?.start?.chance;
  if (!right || typeof chance !== "number") return null;
  const answers = [four.corner, four.cornerHead, four.everywhere, four.everywhereHead].map(
    ({ id, outputs }) => {
      const scores = volumes.find(({ model }) => model === id)?.scores.blank;
      return scores ? outputs[scores.indexOf(Math.max(...scores))] : undefined;
    },
  );
  const known = answers.filter((answer) => answer !== undefined);
  const blank = known.length === answers.length ? known : null;
  return { digit: digit.title, right, chance, blank };
}

/**
 * The conclusion in a sentence that follows the share of the network trained in the corner.
 *
 * @param {Finding} finding
 * @param {number} all  that network's share of right answers over all places
 */
export function transplantHeadline(finding, all) {
  const { right, chance } = finding;
  const [other, guessing] = [percentText(right.everywhereHead), percentText(chance)];
  return flowing([
    msg(
      str`of the places outside the corner (${percentText(all)} of all places) are right with a head trained in the corner; ${other} with a head trained everywhere, on the same layers. Guessing would give ${guessing}.`,
    ),
    conclusion(finding) ?? "",
  ]);
}

/**
 * Conclusions from all sweeps, once they are done.
 *
 * @param {Partial<Record<keyof Outside|"exact"|"biased", Sweep>>} sweeps
 * @param {Finding|null} finding
 */
export function transplantSentences(sweeps, finding) {
  if (!finding) return nothing;
  const [biased, exact] = [farthest(sweeps.biased), farthest(sweeps.exact)];
  const silent = biased !== null && exact !== null && !Number.isNaN(biased + exact);
  return flowing([
    sharesText(finding),
    conclusion(finding) ?? "",
    ...(silent ? [silence(biased, exact)] : []),
  ]);
}
