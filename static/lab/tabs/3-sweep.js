import { msg, str } from "@lit/localize";
import { flowing, named } from "../../i18n/locale.js";
import { html, nothing } from "lit";
import { Panel, shared } from "../../ui/panel.js";
import { drawingOf } from "../../scene/scene.js";
import { selectBox } from "../../ui/select.js";
import { legend } from "../map-legend.js";
import { MAPS, scaleOf, sweptNetworks } from "../sweep-maps.js";
import { measured, short } from "../number-format.js";
import { radial } from "../radial-profile.js";
import { mapped, tabbed } from "../styles.js";
import { lacking } from "../expected-output-notices.js";
import { MAX_NETWORKS, SWEEP_STEPS } from "../form-choices.js";
import { drawBeside } from "../sweep-readout.js";
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
    const { field } = store.get("sweepSettings");
    const networks = this.networks();
    const sweeps = networks.map((card) => this.sweepOf(card));
    const known = sweeps.filter((sweep) => sweep !== undefined);
    const scale = scaleOf(field, known);
    return html`
      <div class="controls">${this.button()} ${this.choices(networks)}</div>
      ${
        this.object()
          ? nothing
          : html`<p class="sentence">${msg("Place an object on the canvas to sweep it.")}</p>`
      }
      ${this.lacking() ? html`<p class="sentence" role="status">${this.lacking()}</p>` : nothing}
      ${legend(field, scale)}
      <div class="columns">
        ${networks.map((card, i) => this.network(card, sweeps[i], scale))}
        ${radial(known, (id) => this.titleOf(id), this.requiredContext.cards)}
      </div>
      ${this.fine(known)}
    `;
  }

  /** @param {string} id */
  titleOf(id) {
    return named(this.requiredContext.cards.find((card) => card.id === id)?.title ?? id);
  }

  button() {
    const object = this.object();
    return isRunning(this.requiredContext.store.get("sweeps"))
      ? html`<button @click=${() => this.requiredContext.sweeps.cancel()}>${msg("Cancel")}</button>`
      : html`<button ?disabled=${!object || this.lacking() !== null} @click=${() => this.run()}>
          ${object ? msg(str`Sweep ${named(object.title).toLowerCase()}`) : msg("Sweep an object")}
        </button>`;
  }

  /** @param {Card[]} networks  the shown ones */
  choices(networks) {
    const { store, cards } = this.requiredContext;
    const { field, step } = store.get("sweepSettings");
    return html`
      ${selectBox({
        name: msg("step"),
        options: SWEEP_STEPS.map((px) => [px, msg(str`${px} px`)]),
        chosen: step,
        choose: (value) => this.set({ step: Number(value) }),
      })}
      ${selectBox({
        name: msg("map"),
        options: Object.entries(MAPS).map(([name, { title }]) => [name, title()]),
        chosen: field,
        choose: (value) => this.set({ field: /** @type {SweepSettings["field"]} */ (value) }),
      })}
      ${selectBox({
        name: msg("right answer"),
        options: [
          ["", msg("what the scene shows")],
          ...store
            .get("model")
            .outputs.map((name) => /** @type {[string, string]} */ ([name, named(name)])),
        ],
        chosen: this.output() ?? "",
        choose: (value) => this.set({ output: value || null }),
      })}
      ${selectBox({
        name: msg("beside it"),
        label: msg("Add network"),
        options: [
          ["", msg("add network…")],
          ...cards
            .filter((card) => !networks.includes(card))
            .map(({ id, title }) => /** @type {[string, string]} */ ([id, named(title)])),
        ],
        chosen: "",
        disabled: networks.length >= MAX_NETWORKS,
        choose: (id, list) => {
          list.value = "";
          this.add(id);
        },
      })}
      <label>
        <input
          type="checkbox"
          .checked=${store.get("overlay") === store.get("model").id}
          @change=${(/** @type {Event} */ event) => {
            const { checked } = /** @type {HTMLInputElement} */ (event.currentTarget);
            store.set("overlay", checked ? store.get("model").id : null);
          }}
        />
        ${msg("over the canvas")}
      </label>
    `;
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
    return drawingOf(scene, palette, scene.objects[this.index()]?.object ?? "");
  }

  /** The chosen correct output, unless the network lacks it. */
  output() {
    const { store } = this.requiredContext;
    const { output } = store.get("sweepSettings");
    return output !== null && store.get("model").outputs.includes(output) ? output : null;
  }

  /** Message if the correct output must be chosen first, or null. */
  lacking() {
    const { store, palette } = this.requiredContext;
    const object = this.object();
    if (!object || this.output() !== null) return null;
    return lacking(store.get("model"), store.get("scene"), palette, object);
  }

  run() {
    const { store, sweeps } = this.requiredContext;
    const { step } = store.get("sweepSettings");
    const plan = { scene: store.get("scene"), index: this.index(), step, output: this.output() };
    void sweeps.run(this.networks().map(({ id }) => ({ model: id, ...plan })));
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
   */
  network(card, sweep, scale) {
    const { store } = this.requiredContext;
    const map = sweptMap({
      context: this.requiredContext,
      card,
      sweep,
      field: store.get("sweepSettings").field,
      scale,
      region: region(card),
      pointed: this.pointed,
      point: (cell) => (this.pointed = cell),
    });
    const drop = html`<button
      aria-label=${msg(str`Remove ${named(card.title)}`)}
      @click=${() => this.drop(card.id)}
    >
      ×
    </button>`;
    return html`
      <figure
        class="map"
        data-model=${card.id}
        .style=${`--ratio: ${card.input_shape[2]} / ${card.input_shape[1]}`}
      >
        <figcaption>
          <strong>${named(card.title)}</strong> ${card === store.get("model") ? nothing : drop}
        </figcaption>
        ${map ?? html`<div class="empty">${sweep ? "…" : msg("not swept yet")}</div>`}
        <div>${sweep ? drawBeside(this.requiredContext, card, sweep, this.pointed) : nothing}</div>
      </figure>
    `;
  }

  /** @param {Sweep[]} sweeps */
  fine(sweeps) {
    const [first] = sweeps;
    return html`
      <p class="small">
        ${flowing([
          ...(first?.start
            ? [
                msg(
                  html`Object ${named(first.start.object)}, right answer
                  ${named(first.start.output)}, every ${first.start.step} px from where it lies
                  wholly on the canvas to where it still does; it was at row
                  ${first.start.base.row}, col ${first.start.base.col} (framed). Weights
                  ${sweeps.map(({ start }) => html`${short(start?.sha256)} `)}. Median distance
                  between classes ${sweeps.map(({ end }) => html`${measured(end?.unit)} `)}. Nothing
                  here is drawn at random.`,
                ),
              ]
            : []),
          msg(
            "Dotted: the trained region. Hatched: a cell of the last volume sees both the object and padding. Every position is the object's top-left pixel.",
          ),
        ])}
      </p>
    `;
  }
}

/**
 * The region that objects covered in training, if it was not the whole canvas.
 *
 * @param {Card} card
 */
function region(card) {
  const [, rows, cols] = card.input_shape;
  const [top, left, bottom, right] = card.region ?? [0, 0, rows, cols];
  return bottom - top < rows || right - left < cols ? card.region : null;
}

customElements.define("sweep-tab", SweepTab);

/** @type {Tab} */
export const tab = {
  id: "sweep",
  title: () => msg("Sweep"),
  show: (context) => html`<sweep-tab .context=${context}></sweep-tab>`,
};
