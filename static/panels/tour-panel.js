import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { isShortcut } from "../ui/keys.js";
import { WATCHED } from "../tour/tour.js";
import { go, isServed, leave, seen, start } from "../tour/navigation.js";
import { STEPS, stepOf } from "../tour/steps.js";
import { Panel, shared } from "../ui/panel.js";
import { tourStyle } from "../tour/style.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Progress } from "../types/state.js" */
/** @import { Sentence, Step } from "../tour/types.js" */

/** The answer on which the tour is based. */
const SOURCE =
  "https://www.quora.com/How-is-a-convolutional-neural-network-able-to-learn-invariant-features/answer/Jean-Da-Rolt";

/** The current step of the tour, or an offer of the tour to newcomers. */
export class TourPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ ([...WATCHED, "newcomer", "lab", "hidden", "projector"]);

  static properties = { ...Panel.properties, folded: { state: true }, said: { state: true } };

  static styles = [shared, tourStyle];

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "tour";

  constructor() {
    super();
    /** Whether only title and task are shown, on small screens. */
    this.folded = false;
    /** Text of the live region. */
    this.said = "";
    /** Key of the last announcement. @type {string} */
    this.announced = "";
  }

  /** @param {Context} context */
  draw(context) {
    const { store } = context;
    const tour = store.get("tour");
    const step = stepOf(tour?.step);
    if (tour && step) return this.step(context, tour, step);
    // A second network or the laboratory needs the space, and a page with hidden parts is meant to show
    // nothing else.
    const { newcomer, twin, lab, hidden, projector } = store.state;
    const hasSpace = twin === null && lab === null && hidden.length === 0 && !projector;
    return newcomer && hasSpace ? this.offer(context) : nothing;
  }

  /** @param {Context} context */
  offer(context) {
    return html`
      <section class="offer" aria-label=${msg("Offer of a tour")}>
        <p>
          ${msg(
            str`New here? ${STEPS.length} short steps show what moves with an object, what stays, and where a network goes blind.`,
          )}
        </p>
        <div class="ways">
          <button class="first" @click=${() => start(context)}>${msg("Take the tour")}</button>
          <button @click=${() => context.store.set("newcomer", false)}>${msg("Not now")}</button>
        </div>
      </section>
    `;
  }

  /**
   * @param {Context} context
   * @param {Progress} tour
   * @param {Step} step
   */
  step(context, tour, step) {
    const index = STEPS.indexOf(step);
    const done = tour.done.includes(step.id);
    const served = isServed(context, step.networks);
    const next = STEPS[index + 1];
    return html`
      <section aria-label=${msg("Tour")} class=${this.folded ? "folded" : ""} data-step=${step.id}>
        <div class="top">
          <h2 tabindex="-1">
            <span class="count">${index + 1}/${STEPS.length}</span> ${step.title()}
          </h2>
          ${this.dots(context, tour, step)}
          <button
            class="fold"
            aria-expanded=${!this.folded}
            @click=${() => (this.folded = !this.folded)}
          >
            ${this.folded ? msg("More") : msg("Less")}
          </button>
          <button title=${msg("Leave the tour; key Escape")} @click=${() => leave(context)}>
            ${msg("Leave")}
          </button>
        </div>
        <div class="body">
          <div class="text">
            ${
              served
                ? step.text(seen(context)).map((each) => html`${sentence(each)} `)
                : html`<span>${this.lacking(context, step)}</span>`
            }
          </div>
          <div class="aside">
            ${served ? this.task(step, done) : nothing}
            <div class="ways">
              <button ?disabled=${index === 0} @click=${() => go(context, STEPS[index - 1]?.id)}>
                ${msg("Back")}
              </button>
              ${
                next
                  ? html`<button
                      class=${done ? "first" : ""}
                      data-next
                      @click=${() => go(context, next.id)}
                    >
                      ${done ? msg("Next") : msg("Skip")}
                    </button>`
                  : html`<button
                      class=${done ? "first" : ""}
                      data-next
                      @click=${() => leave(context)}
                    >
                      ${msg("Finish")}
                    </button>`
              }
              <button
                class="more"
                title=${msg("Leave the tour and keep this scene and network")}
                @click=${() => leave(context, false)}
              >
                ${msg("Stay here")}
              </button>
              <a class="more" href=${SOURCE} target="_blank" rel="noopener noreferrer"
                >${msg("After an answer by Jean Da Rolt")}</a
              >
            </div>
          </div>
        </div>
        <p class="unseen" aria-live="polite">${this.said}</p>
      </section>
    `;
  }

  /**
   * @param {Step} step
   * @param {boolean} done
   */
  task(step, done) {
    return html`
      <p class="task ${done ? "done" : ""}">
        <strong>${done ? msg("Done.") : msg("Try it.")}</strong> ${step.task()}
      </p>
    `;
  }

  /**
   * @param {Context} context
   * @param {Step} step
   */
  lacking({ cards }, { networks }) {
    const lacking = networks.filter((id) => !cards.some((card) => card.id === id)).join(", ");
    return msg(str`This step needs networks that are not served here: ${lacking}.`);
  }

  /**
   * @param {Context} context
   * @param {Progress} tour
   * @param {Step} at
   */
  dots(context, tour, at) {
    return html`
      <ol class="dots" aria-label=${msg("Steps")} @keydown=${this.travel}>
        ${STEPS.map((step, index) => {
          const done = tour.done.includes(step.id);
          const title = step.title();
          return html`<li>
            <button
              class=${done ? "dot done" : "dot"}
              aria-current=${step === at ? "step" : nothing}
              aria-label=${
                done
                  ? msg(str`Step ${index + 1}: ${title}, done`)
                  : msg(str`Step ${index + 1}: ${title}`)
              }
              title=${title}
              tabindex=${step === at ? 0 : -1}
              @click=${() => go(context, step.id)}
            ></button>
          </li>`;
        })}
      </ol>
    `;
  }

  /**
   * Moves between steps: arrow keys to the next, Home and End to the ends.
   *
   * @param {KeyboardEvent} event
   */
  travel(event) {
    if (!isShortcut("step", event) && !isShortcut("stepEnds", event)) return;
    const at = STEPS.findIndex(({ id }) => id === this.requiredContext.store.get("tour")?.step);
    const last = STEPS.length - 1;
    const to = {
      ArrowRight: Math.min(at + 1, last),
      ArrowLeft: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    const step = to === undefined ? undefined : STEPS[to];
    if (!step) return;
    event.preventDefault();
    go(this.requiredContext, step.id);
    void this.updateComplete.then(() => {
      const dot = this.renderRoot.querySelector(".dot[aria-current]");
      /** @type {HTMLElement|null} */ (dot)?.focus();
    });
  }

  updated() {
    this.hidden = this.renderRoot.querySelector("section") === null;
    this.tell();
  }

  /** Announces a step once, and once more when its task is done, with the measured results. */
  tell() {
    const tour = this.context?.store.get("tour");
    const step = stepOf(tour?.step);
    const done = Boolean(tour && step && tour.done.includes(step.id));
    const news = tour && step ? `${step.id} ${done}` : "";
    if (news === this.announced) return;
    const same = this.announced.split(" ")[0] === step?.id;
    const wasClosed = this.announced === "";
    this.announced = news;
    // Opening the tour moves the focus into it.
    if (step && wasClosed) this.renderRoot.querySelector("h2")?.focus();
    const text = (/** @type {string} */ part) =>
      this.renderRoot.querySelector(part)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    if (!step) this.said = "";
    else if (done && same) this.said = `${msg("Done.")} ${text(".text")}`;
    else this.said = `${text("h2")} – ${text(".text")} ${text(".task")}`;
  }

  /** @param {Context} context */
  escape(context) {
    if (context.store.get("tour") === null) return false;
    leave(context);
    return true;
  }
}

/** @param {Sentence} given */
function sentence({ kind, text, late = false }) {
  return html`<span class="${kind} ${late ? "late" : ""}" data-kind=${kind} data-late=${late}
    >${text}</span
  >`;
}

customElements.define("tour-panel", TourPanel);
