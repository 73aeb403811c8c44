import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { flowing } from "../i18n/locale.js";
import { percentText } from "../i18n/percent.js";
import { headline } from "../lab/headline.js";
import { CELLS } from "./region.js";

/** @import { Elsewhere, Training } from "../types/training.js" */

/**
 * Bounds of what is claimed. Accuracies count from chance, 0, to 1: one of at most `guessing` is hardly more than
 * guessing, one of at most `learned` says nothing about the places. `kept`: the loss of accuracy outside that is
 * no difference. `silent` and `heard`: responses of outputs, as shares of that inside. `same`: the difference
 * of a volume that counts as none; `as`: of its response's length.
 */
const BOUNDS = {
  guessing: 0.15,
  learned: 0.25,
  kept: 0.1,
  silent: 0.02,
  heard: 0.2,
  same: 0.05,
  as: 0.2,
};

/**
 * What a training that came to its end has made: how much it reads, whether it is wrong or silent elsewhere, and
 * which part is blind; nothing before. No sentence says more than its numbers.
 *
 * @param {Training} training
 */
export function runEnding(training) {
  const { final } = training;
  if (!final) return nothing;
  const [first, ...others] = endingTexts(training);
  const fresh = training.viewed === null;
  return html`
    ${headline(percentText(final.outside ?? final.inside), first, fresh)}
    ${others.length ? html`<p class="ending ${fresh ? "" : "stale"}" role="status">${flowing(others)}</p>` : nothing}
  `;
}

/**
 * @param {Training} training  with its final numbers
 * @returns {string[]}  sentences
 */
export function endingTexts({ final, form, step }) {
  if (!final) return [];
  const { inside, outside, chance, elsewhere } = final;
  const [here, guess] = [percentText(inside), percentText(chance)];
  const learned = above(inside, chance) > BOUNDS.learned;
  if (outside === null)
    return [
      form.painted.size === CELLS ** 2
        ? msg(
            str`right at step ${step}; its region was the whole canvas. Guessing would give ${guess}.`,
          )
        : msg(
            str`right at step ${step}; its region left no place outside. Guessing would give ${guess}.`,
          ),
      ...(learned ? [] : [untaught()]),
    ];
  const numbers = msg(
    str`right outside the region at step ${step}, ${here} inside. Guessing would give ${guess}.`,
  );
  if (!learned) return [numbers, untaught()];
  if (inside - outside < BOUNDS.kept)
    return [
      numbers,
      form.augment
        ? msg("It reads outside as well as inside: training moved objects beyond the region.")
        : msg("It reads outside as well as inside, though it never saw an object there."),
    ];
  const blind = above(outside, chance) <= BOUNDS.guessing;
  return [
    numbers,
    ...(blind ? [] : [msg("Outside it reads less, but it is not blind there.")]),
    ...(elsewhere ? [blind ? wrongOrSilent(elsewhere) : "", part(elsewhere)] : []),
  ].filter(Boolean);
}

/**
 * Whether a training that came to its end reads inside its region and is blind outside.
 *
 * @param {Training} training
 */
export function isBlind({ final }) {
  if (!final || final.outside === null) return false;
  const { inside, outside, chance } = final;
  return (
    above(inside, chance) > BOUNDS.learned &&
    inside - outside >= BOUNDS.kept &&
    above(outside, chance) <= BOUNDS.guessing
  );
}

/**
 * An accuracy, from chance, 0, to 1.
 *
 * @param {number} share
 * @param {number} chance
 */
function above(share, chance) {
  return (share - chance) / (1 - chance);
}

/** That accuracy inside is too low to say something about the places. */
function untaught() {
  return msg("It has hardly learned to read yet: more steps would show more.");
}

/** @param {Elsewhere} elsewhere */
function wrongOrSilent({ logit_response_ratio: ratio, confidence, blank }) {
  const [loud, sure, same] = [ratio, confidence, blank].map(percentText);
  if (ratio <= BOUNDS.silent)
    return msg(
      str`It is silent there: an object outside moves the outputs away from those of the empty canvas by ${loud} of what one inside does, and ${same} of the pictures get the empty canvas's answer.`,
    );
  if (ratio >= BOUNDS.heard)
    return msg(
      str`It is wrong there, not silent: an object outside moves the outputs away from those of the empty canvas by ${loud} of what one inside does, and it is ${sure} sure on average.`,
    );
  return msg(
    str`An object outside moves the outputs away from those of the empty canvas by ${loud} of what one inside does: not silent, but faint.`,
  );
}

/** @param {Elsewhere} elsewhere */
function part({ volume_response_ratio: ratio, volume_residual: residual }) {
  if (residual === null) return "";
  const [length, apart] = [percentText(ratio), percentText(residual)];
  if (residual > BOUNDS.same || Math.abs(ratio - 1) > BOUNDS.as)
    return msg(
      str`The last volume, too, responds otherwise there: with ${length} of its response inside, and moved there it differs by ${apart}. So these numbers leave open which part it is.`,
    );
  return msg(
    str`Away from the borders the last volume moves with the object by construction (measured: it differs by ${apart}). So what changes is what the head makes of it; a new head on the same layers, below, tests that.`,
  );
}
