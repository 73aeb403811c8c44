import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { named } from "../i18n/locale.js";
import { keep } from "../own/keep.js";
import { errorOf } from "../state/error-types.js";
import { tabbed } from "../lab/styles.js";
import { Panel, shared } from "../ui/panel.js";
import { counterForm, countersOf } from "./counter-experiment.js";
import { titleOf } from "./painted-pair.js";
import { isOver } from "./progress.js";
import { isBlind } from "./run-ending.js";
import "./take-away.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Training } from "../types/training.js" */
/** @import { Counter } from "./counter-experiment.js" */

/** What can be done with a trained network: its counter-experiments, keeping it, taking it away. */
export class TrainingAfter extends Panel {
  static keys = /** @type {const} */ (["training", "twinTraining", "model", "own"]);

  static styles = [
    shared,
    tabbed,
    css`
      :host {
        display: block;
        padding: 0;
      }
      h3 {
        margin-top: var(--gap-4);
      }
      .controls {
        margin-block: var(--gap-2);
      }
    `,
  ];

  /** @param {Context} context */
  draw(context) {
    const { store } = context;
    const training = store.get("training");
    const shown = store.get("model");
    const isSnapshot = training?.snapshots.some(({ model }) => model === shown.id);
    return html`
      ${training?.status === "done" ? this.counters(context, training) : nothing}
      ${isSnapshot ? this.keeping(context, shown) : nothing}
    `;
  }

  /**
   * The counter-experiments, of a region that leaves something outside.
   *
   * @param {Context} context
   * @param {Training} training
   */
  counters({ store, trainings }, training) {
    if (training.final?.outside === null) return nothing;
    const second = store.get("twinTraining");
    const busy = second !== null && !isOver(second);
    const button = (/** @type {Counter} */ counter) =>
      html`<button
        data-counter=${counter}
        title=${whyOf(counter)}
        ?disabled=${busy || !trainings}
        @click=${() => trainings?.start("twin", counterForm(training, counter))}
      >
        ${titleOf(counter)}
      </button>`;
    return html`
      <h3>${isBlind(training) ? msg("Which part is blind?") : msg("What if…")}</h3>
      <p class="quiet">${msg("With the same budget, seed and data, beside yours:")}</p>
      <div class="controls">${countersOf(training.form).map(button)}</div>
      <painted-pair .context=${this.context}></painted-pair>
    `;
  }

  /**
   * @param {Context} context
   * @param {Card} card  of the snapshot that is shown
   */
  keeping({ store, own }, card) {
    const kept = store.get("own").find(({ id, listed }) => id === card.id && listed);
    const title = named(card.title);
    const keeping = () =>
      own &&
      void keep(own, card.id, { asked: true }).catch((error) =>
        store.set("notice", { error: errorOf(error) }),
      );
    return html`
      <h3>${msg("Keep it")}</h3>
      ${
        kept
          ? html`<p data-kept>
              ${msg(str`“${title}” is kept in this browser, among your networks.`)}
            </p>`
          : own
            ? html`<div class="controls">
                <button data-keep @click=${keeping}>${msg("Keep this snapshot")}</button>
              </div>`
            : nothing
      }
      <take-away .context=${this.context} .card=${card}></take-away>
    `;
  }
}

/**
 * What a counter-experiment trains.
 *
 * @param {Counter} counter
 */
function whyOf(counter) {
  switch (counter) {
    case "head":
      return msg(
        "Your layers stay as they are; a new head is trained on them, with objects everywhere.",
      );
    case "everywhere":
      return msg("The whole network is trained again, with objects everywhere.");
    default:
      return msg("The whole network is trained again in your region, with another kind of head.");
  }
}

customElements.define("training-after", TrainingAfter);
