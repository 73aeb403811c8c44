import { html, nothing } from "lit";
import { mapped, tabbed } from "../lab/styles.js";
import { Panel, shared } from "../ui/panel.js";
import { KernelChanges } from "./kernel-changes.js";
import { placeMap } from "./place-map.js";
import { runButtons } from "./run-buttons.js";
import { runCharts } from "./run-charts.js";
import { runEnding } from "./run-ending.js";
import { runProgress, statusText } from "./run-status.js";
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

  static styles = [shared, tabbed, mapped, runStyle];

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
      <div class="controls">${runButtons(context, side, training, this.refusal)}</div>
      <p class="state" role="status" data-status=${training?.status ?? "none"}>
        ${training ? statusText(training) : nothing}
      </p>
      ${
        training
          ? html`
              ${runProgress(training)} ${runEnding(training)}
              ${snapshotSlider(context, side, training)}
              <div class="seen">
                ${placeMap(context, training, this.pointed, (cell) => (this.pointed = cell))}
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

customElements.define("training-run", TrainingRun);
