import { msg, str } from "@lit/localize";
import { named } from "../../i18n/locale.js";
import { html, nothing } from "lit";
import { Panel, shared } from "../../ui/panel.js";
import { placedDrawing } from "../../scene/scene.js";
import { details } from "../details.js";
import { headline } from "../headline.js";
import { mapGhost } from "../map-ghost.js";
import { markKey, tileKey } from "../map-legend.js";
import { fieldFor, isLone, isOf, laid, scaleOf, sweptNetworks } from "../sweep-maps.js";
import { percent } from "../number-format.js";
import { mapped, tabbed } from "../styles.js";
import { lacking } from "../expected-output-notices.js";
import { chosenFor, isForeign, ownAnswerText, referenceText } from "../right-answers.js";
import { region, sweepDetails } from "../sweep-details.js";
import { rightAnswerChoice, sweepForm } from "../sweep-form.js";
import { invitation, rightShare, sweepSentence, sweepState, valuesAt } from "../sweep-readout.js";
import { sweepStep } from "../sweep-step.js";
import { isRunning, sweptMap } from "../sweep-map-view.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Card } from "../../types/api.js" */
/** @import { Scale } from "../sweep-maps.js" */
/** @import { Sweep, SweepSettings } from "../../types/lab.js" */

/** Sweeps one object over every position of the canvas, through one or several networks. */
export class SweepTab extends Panel {
  static keys = /** @type {const} */ ([
    "scene",
    "selection",
    "model",
    "twin",
    "sweeps",
    "sweepSettings",
    "overlay",
  ]);

  static properties = { ...Panel.properties, pointed: { state: true } };

  static styles = [shared, tabbed, mapped];

  constructor() {
    super();
    /** The position under the pointer, in all maps. @type {{ row: number, col: number }|null} */
    this.pointed = null;
  }

  /** @param {Context} context */
  draw({ store }) {
    const networks = this.networks();
    const field = fieldFor(store.get("sweepSettings").field, networks);
    const sweeps = networks.map((card) => this.sweepOf(card));
    const known = sweeps.filter((sweep) => sweep !== undefined);
    const scale = scaleOf(field, known);
    const [first] = sweeps;
    const shown = known.find(({ fields }) => fields);
    const share = rightShare(first);
    const reference = referenceText(store, networks);
    return html`
      <div class="controls run">
        ${this.button()} ${this.rightAnswer()}
        ${known.some(({ fields }) => fields) ? this.toggle(networks, sweeps) : nothing}
      </div>
      ${
        this.object()
          ? nothing
          : html`<p class="sentence">${msg("Place an object on the canvas to sweep it.")}</p>`
      }
      ${reference && this.object() ? html`<p class="quiet">${reference}</p>` : nothing}
      ${this.lacking() ? html`<p class="sentence" role="status">${this.lacking()}</p>` : nothing}
      ${
        !first || (share === null && first.start?.chance !== null)
          ? headline(
              nothing,
              this.object() && !first ? invitation(networks.every(isLone)) : nothing,
            )
          : headline(
              share === null ? nothing : percent(share),
              sweepSentence(first),
              isOf(first.plan, store.get("scene")),
            )
      }
      ${
        known.length || networks.length > 1 || this.object()
          ? html`<div class="maps">
              ${networks.map((card, i) => this.network(card, sweeps[i], scale, networks.length > 1))}
            </div>`
          : nothing
      }
      ${
        shown
          ? html`<p class="keys">
              ${field === "correct" ? tileKey(shown, networks[sweeps.indexOf(shown)]) : nothing}
              ${markKey(msg("where it was when swept"))}
            </p>`
          : nothing
      }
      ${details(
        "sweep",
        html`${sweepForm(this.requiredContext, {
          networks,
          object: this.object(),
          output: chosenFor(store, store.get("model")),
          none: isForeign(store, store.get("model"))
            ? msg("the answer here")
            : msg("what the scene shows"),
          set: (change) => this.set(change),
          add: (id) => this.add(id),
        })}
        ${sweepDetails(this.requiredContext, networks, sweeps, this.pointed)}`,
      )}
    `;
  }

  /**
   * Lays the first network's map over the canvas, or takes the map there away.
   *
   * @param {Card[]} networks
   * @param {(Sweep|undefined)[]} sweeps
   */
  toggle(networks, sweeps) {
    const { store } = this.requiredContext;
    return html`<label>
      <input
        type="checkbox"
        .checked=${laid(store) !== undefined}
        @change=${(/** @type {Event} */ event) => {
          const { checked } = /** @type {HTMLInputElement} */ (event.currentTarget);
          const first = networks.find((_, i) => sweeps[i]?.fields);
          store.set("overlay", checked ? (first?.id ?? null) : null);
        }}
      />
      ${msg("over the canvas")}
    </label>`;
  }

  button() {
    const object = this.object();
    return isRunning(this.requiredContext.store.get("sweeps"))
      ? html`<button @click=${() => this.requiredContext.sweeps.cancel()}>${msg("Cancel")}</button>`
      : html`<button ?disabled=${!object || this.lacking() !== null} @click=${() => this.run()}>
          ${object ? msg(str`Sweep ${named(object.title).toLowerCase()}`) : msg("Sweep an object")}
        </button>`;
  }

  /** The shown networks, then the added ones. */
  networks() {
    const { store, cards } = this.requiredContext;
    return sweptNetworks(store)
      .map((id) => cards.find((card) => card.id === id))
      .filter((card) => card !== undefined);
  }

  /** @param {Card} card */
  sweepOf(card) {
    return this.requiredContext.store.get("sweeps").find(({ plan }) => plan.model === card.id);
  }

  /** Index of the object to sweep: the selected one, else the first. */
  index() {
    const { store } = this.requiredContext;
    const chosen = store.get("selection").object ?? 0;
    return chosen in store.get("scene").objects ? chosen : 0;
  }

  object() {
    const { store, palette } = this.requiredContext;
    const scene = store.get("scene");
    return placedDrawing(scene, palette, scene.objects[this.index()]);
  }

  /** The choice of the correct output beside the button, where no rule gives it. */
  rightAnswer() {
    const { store } = this.requiredContext;
    const card = store.get("model");
    const foreign = isForeign(store, card);
    if (isLone(card)) return nothing;
    if (this.unruled() === null && !foreign) return nothing;
    const none = foreign ? msg("the answer here") : "…";
    return rightAnswerChoice(card, chosenFor(store, card), none, (output) => this.set({ output }));
  }

  /** Message if the correct output must be chosen first, or null. */
  lacking() {
    const { store } = this.requiredContext;
    const card = store.get("model");
    return isLone(card) || chosenFor(store, card) !== null || isForeign(store, card)
      ? null
      : this.unruled();
  }

  /** Message if no rule gives the scene's correct output, or null. */
  unruled() {
    const { store, palette } = this.requiredContext;
    const object = this.object();
    if (!object) return null;
    return lacking(store.get("model"), store.get("scene"), palette, object);
  }

  run() {
    const { store, sweeps } = this.requiredContext;
    const object = this.object();
    if (!object) return;
    const { step } = store.get("sweepSettings");
    const scene = store.get("scene");
    void sweeps.run(
      this.networks().map((card) => ({
        model: card.id,
        scene,
        index: this.index(),
        step: sweepStep(step, card, object),
        output: chosenFor(store, card),
        reference: "answer",
      })),
    );
  }

  /** @param {Partial<SweepSettings>} change */
  set(change) {
    const { store } = this.requiredContext;
    store.set("sweepSettings", { ...store.get("sweepSettings"), ...change });
  }

  /** @param {string} id */
  add(id) {
    const { store } = this.requiredContext;
    this.set({ networks: [...store.get("sweepSettings").networks, id] });
    if (this.sweepOf(store.get("model")) && this.object() && !this.lacking()) this.run();
  }

  /** @param {string} id */
  drop(id) {
    const { networks } = this.requiredContext.store.get("sweepSettings");
    this.set({ networks: networks.filter((other) => other !== id) });
  }

  /**
   * @param {Card} card
   * @param {Sweep|undefined} sweep
   * @param {Scale} scale
   * @param {boolean} several  whether other networks' maps stand beside it
   */
  network(card, sweep, scale, several) {
    const { store } = this.requiredContext;
    const { networks } = store.get("sweepSettings");
    const field = fieldFor(store.get("sweepSettings").field, this.networks());
    const map = sweptMap({
      context: this.requiredContext,
      card,
      sweep,
      field,
      scale,
      region: region(card),
      pointed: this.pointed,
      point: (cell) => (this.pointed = cell),
    });
    const share = rightShare(sweep);
    const over = laid(store);
    return html`
      <figure
        class="map"
        data-model=${card.id}
        .style=${`--ratio: ${card.input_shape[2]} / ${card.input_shape[1]}`}
      >
        ${
          several
            ? html`<figcaption>
                <strong class="number">${share === null ? nothing : percent(share)}</strong>
                <span>${named(card.title)}</span>
                ${networks.includes(card.id) ? this.dropButton(card) : nothing}
              </figcaption>`
            : nothing
        }
        ${map ?? (sweep && isRunning([sweep]) ? html`<div class="empty">…</div>` : mapGhost(card))}
        ${
          several && map
            ? html`<button
                aria-pressed=${over !== undefined && over === sweep}
                @click=${() => store.set("overlay", over === sweep ? null : card.id)}
              >
                ${msg("Lay over the canvas")}
              </button>`
            : nothing
        }
        ${several ? html`<p class="here">${ownAnswerText(sweep)}</p>` : nothing}
        ${sweep ? sweepState(this.requiredContext, card, sweep) : nothing}
        ${sweep ? html`<p class="here number" data-here>${valuesAt(card, sweep, this.pointed, false)}</p>` : nothing}
      </figure>
    `;
  }

  /** @param {Card} card */
  dropButton(card) {
    return html`<button
      aria-label=${msg(str`Remove ${named(card.title)}`)}
      @click=${() => this.drop(card.id)}
    >
      ×
    </button>`;
  }
}

customElements.define("sweep-tab", SweepTab);

/** @type {Tab} */
export const tab = {
  id: "sweep",
  title: () => msg("Sweep"),
  show: (context) => html`<sweep-tab .context=${context}></sweep-tab>`,
};
