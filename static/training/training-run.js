import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { mapped, tabbed } from "../lab/styles.js";
import { Panel, shared } from "../ui/panel.js";
import { KernelChanges } from "./kernel-changes.js";
import { placeMap } from "./place-map.js";
import { runButtons } from "./run-buttons.js";
import { runCharts } from "./run-charts.js";
import { runEnding } from "./run-ending.js";
import { nowStyle, runNow } from "./run-now.js";
import { runStyle } from "./run-style.js";
import { snapshotSlider } from "./snapshot-slider.js";
import "./training-after.js";
import { TRAININGS } from "./training-keys.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Side } from "../types/state.js" */

/** A side's training: what can be done with it, how it goes, and what it has come to. */
export class TrainingRun extends Panel {
  static keys = /** @type {const} */ ([
    "training",
    "twinTraining",
    "placesOver",
    "model",
    "twin",
    "filters",
    "twinFilters",
  ]);

  static properties = {
    ...Panel.properties,
    side: { type: String },
    refusal: { attribute: false },
    pointed: { state: true },
  };

  static styles = [
    shared,
    tabbed,
    mapped,
    runStyle,
    nowStyle,
    css`
      /* What stays in sight stays within the whole tab then. */
      @media (max-width: 720px) {
        :host {
          display: contents;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Side} */
    this.side = "model";
    /** Why no training can be started; null if one can. @type {string|null} */
    this.refusal = null;
    /** The place under the pointer, in cells of the map. @type {{ row: number, col: number }|null} */
    this.pointed = null;
    this.kernels = new KernelChanges(() => this.requestUpdate());
  }

  /** @param {Context} context */
  draw(context) {
    const { side } = this;
    const { store } = context;
    const training = store.get(TRAININGS[side]);
    return html`
      ${runNow(training, runButtons(context, side, training, this.refusal))}
      ${
        training
          ? html`
              ${runEnding(training)} ${snapshotSlider(context, side, training)}
              <div class="seen">
                ${placeMap(
                  context,
                  training,
                  this.pointed,
                  (cell) => (this.pointed = cell),
                  overChoice(context.store),
                )}
                ${runCharts(training)}
              </div>
              ${this.kernels.view(store, side)}
              <training-after .context=${context}></training-after>
            `
          : nothing
      }
    `;
  }
}

/**
 * Whether the map lies over the canvas, too.
 *
 * @param {Context["store"]} store
 */
function overChoice(store) {
  return html`<label class="over">
    <input
      type="checkbox"
      name="places-over"
      .checked=${store.get("placesOver")}
      @change=${(/** @type {Event} */ event) =>
        store.set("placesOver", /** @type {HTMLInputElement} */ (event.currentTarget).checked)}
    />
    ${msg("over the canvas, too")}
  </label>`;
}

customElements.define("training-run", TrainingRun);
