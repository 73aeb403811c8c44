import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { foundInWords, inWords } from "./in-words.js";
import { drawStep } from "./layer-step.js";
import { flow } from "./step-order.js";
import { stepSentence } from "./step-sentence.js";
import { PHASES, stepper } from "./stepper.js";

/** @import { Card, CellResponse } from "../types/api.js" */
/** @import { StepContext } from "./layer-step.js" */
/** @import { Player } from "./stepper.js" */

/**
 * The computation of a cell: its steps as buttons, the shown one in a sentence and as a drawing.
 *
 * @param {CellResponse} response
 * @param {CellResponse|null} blank  of an empty canvas; null while it is not known
 * @param {Player} player
 * @param {Omit<StepContext, "progress">} context
 */
export function drawExplanation(response, blank, player, context) {
  const { playback, whole } = player;
  const { card } = context;
  const steps = flow(response);
  const layer = card.layers.find(({ name }) => name === response.layer);
  const found = foundInWords(layer, response, blank);
  return html`
    ${steps.length ? stepper(player) : nothing}
    <div class="body">
      ${found ? html`<p class="plainly found">${found}</p>` : nothing}
      ${whole && steps.length ? html`<p class="plainly">${inWords(card, response)}</p>` : nothing}
      ${whole ? nothing : shownSentence(response, player, card)}
      ${steps.map(({ step, path }) =>
        drawStep(step, path, {
          ...context,
          progress: (each) => (whole ? undefined : playback.progress(each)),
        }),
      )}
    </div>
  `;
}

/**
 * The sentence of the shown phase, and the button to the next one.
 *
 * @param {CellResponse} response
 * @param {Player} player
 * @param {Card} card
 */
function shownSentence(response, { playback }, card) {
  const { phase } = playback;
  const step = flow(response).find(({ path }) => path === phase?.path)?.step;
  if (!phase || !step) return nothing;
  const next = playback.phases[playback.at + 1];
  return html`<div class="reading">
    <p class="says" aria-live="polite" aria-atomic="true">${stepSentence(card, step, phase)}</p>
    <button
      class="next"
      ?disabled=${!next}
      aria-label=${next ? msg(str`Next step: ${PHASES[next.name]()}`) : msg("This is the last step")}
      title=${next ? msg(str`Next step: ${PHASES[next.name]()}`) : nothing}
      @click=${() => playback.next()}
    >
      ${msg("Next step")}
    </button>
  </div>`;
}
