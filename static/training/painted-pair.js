import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { mapped, tabbed } from "../lab/styles.js";
import { Panel, shared } from "../ui/panel.js";
import { counterOf, counterText, sharesIn } from "./counter-experiment.js";
import { placeMap } from "./place-map.js";
import { isOver } from "./progress.js";
import { nowStyle, runNow } from "./run-now.js";
import { pairStyle } from "./pair-style.js";
import { runStyle } from "./run-style.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Training } from "../types/training.js" */
/** @import { Counter } from "./counter-experiment.js" */
/** @import { Cell } from "./place-map.js" */

/** A training and its counter-experiment, beside each other, and what both show together. */
export class PaintedPair extends Panel {
  static keys = /** @type {const} */ (["training", "twinTraining"]);

  static properties = {
    ...Panel.properties,
    titled: { type: Boolean },
    pointed: { state: true },
  };

  static styles = [shared, tabbed, mapped, runStyle, nowStyle, pairStyle];

  constructor() {
    super();
    /** Whether it has a title of its own, where it stands among other networks. */
    this.titled = false;
    /** @type {Cell|null} */
    this.pointed = null;
  }

  /** @param {Context} context */
  draw(context) {
    const { store, palette, trainings } = context;
    const first = store.get("training");
    const second = store.get("twinTraining");
    const counter = first && second && counterOf(first, second);
    if (!counter) return nothing;
    const said = counterText(first, second, palette);
    const stop = html`<button data-stop-counter @click=${() => trainings?.stop("twin")}>
      ${msg("Stop")}
    </button>`;
    return html`
      ${this.titled ? html`<h3>${msg("Your own pair")}</h3>` : nothing}
      ${said ? html`<p class="said" data-counter=${counter}>${said}</p>` : nothing}
      ${runNow(second, isOver(second) ? nothing : stop)}
      <div class="pair">
        ${this.half(context, first, { ...first, viewed: null }, msg("Yours"))}
        ${this.half(context, first, { ...second, viewed: null }, titleOf(counter))}
      </div>
    `;
  }

  /**
   * One map; both frame the first training's region.
   *
   * @param {Context} context
   * @param {Training} first
   * @param {Training} training
   * @param {string} title
   */
  half(context, { form }, training, title) {
    const shares = sharesIn(training, form, context.palette);
    const map = placeMap(
      context,
      {
        ...training,
        accuracies: shares ? [{ step: training.step, ...shares }] : [],
        form: { ...training.form, painted: form.painted },
      },
      this.pointed,
      (cell) => (this.pointed = cell),
    );
    return html`<section aria-label=${title}>
      <h4>${title}</h4>
      ${map === nothing ? html`<p class="quiet">${msg("Its first map comes soon.")}</p>` : map}
    </section>`;
  }
}

/** @param {Counter} counter */
export function titleOf(counter) {
  switch (counter) {
    case "head":
      return msg("Same layers, new head, trained everywhere");
    case "gap":
      return msg("Same region, global average head");
    case "fc":
      return msg("Same region, fully connected head");
    default:
      return msg("Trained everywhere");
  }
}

customElements.define("painted-pair", PaintedPair);
