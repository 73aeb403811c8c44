import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { flowing } from "../i18n/locale.js";
import { CHAPTERS } from "./chapters.js";
import { leaveButton, sentence } from "./card-parts.js";
import { isClaim, waiting } from "./claims.js";
import { act, go, goBack, isOffered, leadsBack, leave, seen } from "./navigation.js";
import { dots } from "./progress-dots.js";
import { STEPS, beside } from "./steps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Progress } from "../types/state.js" */
/** @import { Sentence, Step } from "./types.js" */

/** The answer on which the tour is based. */
const SOURCE =
  "https://www.quora.com/How-is-a-convolutional-neural-network-able-to-learn-invariant-features/answer/Jean-Da-Rolt";

/**
 * The card of a step. Before its task is done it says what to do, and offers it as a button; then it says
 * what was measured. Where a done step is set up anew, it offers the task again, since nothing that is on
 * the screen was measured. The rest is under *More*.
 *
 * @param {Context} context
 * @param {Progress} tour
 * @param {Step} step
 */
export function stepCard(context, tour, step) {
  const done = tour.done.includes(step.id);
  const served = isOffered(context, step);
  const sentences = served ? step.text(seen(context)) : [];
  const front = sentences.filter(({ more }) => !more);
  const lead = front.filter(({ kind }) => kind === "plain");
  const measured = front.filter(({ kind }) => kind !== "plain");
  const rest = sentences.filter(({ more }) => more);
  const shown = done && measured.some(isClaim);
  const background = served ? (step.background?.(seen(context)) ?? nothing) : nothing;
  return html`
    ${top(context, step)}
    <h2 tabindex="-1">${step.title()}</h2>
    ${
      served
        ? shown
          ? learned(measured)
          : task(context, step, lead, measured, done)
        : html`<p class="text">${lacking(context, step)}</p>`
    }
    ${served && shown ? (step.picture?.(seen(context)) ?? nothing) : nothing}
    <details @toggle=${reveal}>
      <summary>${msg("More")}</summary>
      <div class="scroll">
        ${
          step.terms
            ? html`<dl class="rest">
                ${step.terms().map(
                  ({ term, text }) =>
                    html`<dt>${term}</dt>
                      <dd>${text}</dd>`,
                )}
              </dl>`
            : nothing
        }
        <p class="rest">
          ${flowing((shown ? [...lead, ...rest] : [...measured.filter(isClaim), ...rest]).map(sentence))}
        </p>
        ${background}
        <p class="rest">
          <button
            title=${msg("Leave the tour and keep this scene and network")}
            @click=${() => leave(context, false)}
          >
            ${msg("Stay here")}
          </button>
          <a href=${SOURCE} target="_blank" rel="noopener noreferrer"
            >${msg("After an answer by Jean Da Rolt")}</a
          >
        </p>
      </div>
    </details>
    ${ways(context, tour, step, done)}
  `;
}

/**
 * @param {Context} context
 * @param {Step} step
 */
function top(context, step) {
  const place = { at: STEPS.indexOf(step) + 1, of: STEPS.length };
  return html`
    <div class="top">
      <span class="chapter"
        ><span class="heading">${CHAPTERS[step.chapter]()}</span>
        <span class="count">${msg(str`${place.at} of ${place.of}`)}</span></span
      >
      ${leaveButton(context)}
    </div>
  `;
}

/**
 * @param {Context} context
 * @param {Step} step
 * @param {Sentence[]} lead
 * @param {Sentence[]} measured
 * @param {boolean} again  whether it was done before
 */
function task(context, step, lead, measured, again) {
  const { label, running = false } = step.action(context);
  const [waits = waiting(step.waits?.(seen(context)) ?? msg("Measuring…"))] = measured.filter(
    ({ kind }) => kind === "waiting",
  );
  return html`
    <p class="text">${flowing(lead.map(sentence))}</p>
    <div class="task">
      <p>${step.task()}</p>
      <button
        class=${again ? "" : "first"}
        data-action
        ?disabled=${running}
        @click=${() => act(context, step)}
      >
        ${label}
      </button>
      <p class="status">${sentence(waits)}</p>
    </div>
  `;
}

/**
 * Gives *More* its room, and scrolls to it where the card scrolls.
 *
 * @param {Event} event
 */
function reveal({ currentTarget }) {
  const details = /** @type {HTMLDetailsElement} */ (currentTarget);
  const { host } = /** @type {ShadowRoot} */ (details.getRootNode());
  host.toggleAttribute("data-more", details.open);
  if (details.open) details.closest("section")?.scrollTo({ top: details.offsetTop });
}

/** @param {Sentence[]} measured */
function learned(measured) {
  return html`<p class="text task done">
    <span class="tick" aria-hidden="true">✓</span> ${flowing(measured.map(sentence))}
  </p>`;
}

/**
 * @param {Context} context
 * @param {Progress} tour
 * @param {Step} step
 * @param {boolean} done
 */
function ways(context, tour, step, done) {
  const next = beside(step.id, 1);
  return html`
    <div class="ways">
      <button ?disabled=${!leadsBack(context, step.id)} @click=${() => goBack(context)}>
        ${msg("Back")}
      </button>
      ${dots(context, tour)}
      <button class=${done ? "first" : ""} data-next @click=${() => go(context, next)}>
        ${done ? msg("Next") : msg("Skip")}
      </button>
    </div>
  `;
}

/**
 * @param {Context} context
 * @param {Step} step
 */
function lacking({ cards }, { networks }) {
  const lacking = networks.filter((id) => !cards.some((card) => card.id === id)).join(", ");
  if (!lacking) return msg("This server trains no networks, so this step cannot be done here.");
  return msg(str`This step needs networks that are not served here: ${lacking}.`);
}
