import { errorText } from "../../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { flowing, named } from "../../i18n/locale.js";
import { html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { Panel, shared } from "../../ui/panel.js";
import { transplantNumbers, transplantSentences, farthest } from "../head-transplants-numbers.js";
import { transplantVolumes } from "../head-transplants-volumes.js";
import { selectBox } from "../../ui/select.js";
import { legend } from "../map-legend.js";
import { TRANSPLANT_FIELDS, TRANSPLANT_STEPS } from "../form-choices.js";
import { MAPS, scaleOf } from "../sweep-maps.js";
import { measured, short } from "../number-format.js";
import { mapped, tabbed } from "../styles.js";
import { isRunning, progress, sweptMap } from "../sweep-map-view.js";
import { atHome, loneDigit, transplants } from "../../network/transplants.js";
import { weightChangeMap } from "../weight-change-map.js";
import { transplantStyle } from "../head-transplants-style.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Card, Sprite } from "../../types/api.js" */
/** @import { AnalysisSettings, MapField, Plan, Sweep } from "../../types/lab.js" */
/** @import { Scale } from "../sweep-maps.js" */
/** @import { Transplants } from "../../network/transplants.js" */

/** Convolutions and head of each of the four networks, in the order shown. */
const PARTS = /** @type {const} */ ([
  { name: "corner", convolutions: "corner", head: "corner" },
  { name: "cornerHead", convolutions: "everywhere", head: "corner" },
  { name: "everywhereHead", convolutions: "corner", head: "everywhere" },
  { name: "everywhere", convolutions: "everywhere", head: "everywhere" },
]);

/** @typedef {typeof PARTS[number]["name"]|"exact"|"biased"} Name */

/** Shows whether the convolutions or the head went blind, by exchanging heads. */
export class HeadTransplantsTab extends Panel {
  static keys = /** @type {const} */ ([
    "scene",
    "analysis",
    "transplantSweeps",
    "volumes",
    "weightChange",
  ]);

  static properties = { ...Panel.properties, pointed: { state: true } };

  static styles = [shared, tabbed, mapped, transplantStyle];

  constructor() {
    super();
    /** @type {{ row: number, col: number }|null} */
    this.pointed = null;
  }

  /** @param {Context} context */
  draw({ store, cards, palette }) {
    const four = transplants(cards);
    if (!four) return html`<p>${msg("The server holds no networks with transplanted heads.")}</p>`;
    const digit = loneDigit(store.get("scene"), palette);
    const plans = digit ? this.plans(four, digit) : {};
    const sweeps = this.sweeps(plans);
    const known = Object.values(sweeps);
    const scale = scaleOf(this.settings.field, known);
    return html`
      <div class="controls">
        ${this.button(plans, digit)} ${this.choices()} ${legend(this.settings.field, scale)}
      </div>
      <p class="sentence" role="status">
        ${digit ? transplantSentences(sweeps, four.corner.region, digit) : nothing}
      </p>
      <div class="columns">
        ${PARTS.map((part) => this.column(four, part, sweeps[part.name], scale, digit))}
        ${four.exact ? this.exact(four.exact, four, sweeps, scale, digit) : nothing}
      </div>
      ${this.fine(known)}
    `;
  }

  /**
   * Plans to sweep the same digit through all networks, starting in the corner's training region, so
   * that responses are relative to that at home.
   *
   * @param {Transplants} four
   * @param {Sprite} digit
   * @returns {Partial<Record<Name, Plan>>}
   */
  plans(four, digit) {
    const scene = atHome(this.requiredContext.store.get("scene"), four.corner, digit);
    const names = /** @type {Name[]} */ ([...PARTS.map(({ name }) => name), "exact", "biased"]);
    return Object.fromEntries(
      names.flatMap((name) => {
        const card = four[name];
        const plan = { scene, index: 0, step: this.settings.step, output: digit.title };
        return card ? [[name, { model: card.id, ...plan }]] : [];
      }),
    );
  }

  /**
   * The sweeps of these plans.
   *
   * @param {Partial<Record<Name, Plan>>} plans
   * @returns {Partial<Record<Name, Sweep>>}
   */
  sweeps(plans) {
    const known = this.requiredContext.store.get("transplantSweeps");
    return Object.fromEntries(
      Object.entries(plans).flatMap(([name, plan]) => {
        const own = known.find((sweep) => dequal(sweep.plan, plan));
        return own ? [[name, own]] : [];
      }),
    );
  }

  /**
   * @param {Partial<Record<Name, Plan>>} plans
   * @param {Sprite|null} digit
   */
  button(plans, digit) {
    const { transplantSweeps } = this.requiredContext;
    if (isRunning(this.requiredContext.store.get("transplantSweeps")))
      return html`<button @click=${() => transplantSweeps.cancel()}>${msg("Cancel")}</button>`;
    if (!digit) {
      return html`<span>${msg("These networks read single digits.")}</span>
        <button @click=${() => this.place()}>${msg("Place one")}</button>`;
    }
    return html`<button @click=${() => void transplantSweeps.run(Object.values(plans))}>
      ${msg(str`Sweep this ${digit.title} through all of them`)}
    </button>`;
  }

  /** Settings of the sweeps, and the map shown. */
  get settings() {
    return this.requiredContext.store.get("analysis").transplants;
  }

  /** @param {Partial<AnalysisSettings["transplants"]>} change */
  set(change) {
    const { store } = this.requiredContext;
    store.set("analysis", {
      ...store.get("analysis"),
      transplants: { ...this.settings, ...change },
    });
  }

  choices() {
    return html`
      ${selectBox({
        name: msg("step"),
        options: TRANSPLANT_STEPS.map((px) => [px, msg(str`${px} px`)]),
        chosen: this.settings.step,
        choose: (value) => this.set({ step: Number(value) }),
      })}
      ${selectBox({
        name: msg("map"),
        options: TRANSPLANT_FIELDS.map((name) => [name, MAPS[name].title()]),
        chosen: this.settings.field,
        choose: (value) => this.set({ field: /** @type {MapField} */ (value) }),
      })}
    `;
  }

  /** Replaces the scene by one digit in the centre. */
  place() {
    const { store, palette } = this.requiredContext;
    const digits = [...palette.values()].filter(({ kind }) => kind === "digit");
    const digit = digits.find(({ title }) => title === "3") ?? digits[0];
    if (!digit) return;
    const [, height, width] = store.get("model").input_shape;
    const row = Math.floor((height - digit.height) / 2);
    const col = Math.floor((width - digit.width) / 2);
    store.set("selection", { ...store.get("selection"), object: 0 });
    store.set("scene", { objects: [{ object: digit.name, row, col }] });
  }

  /**
   * @param {Transplants} four
   * @param {typeof PARTS[number]} part
   * @param {Sweep|undefined} sweep
   * @param {Scale} scale
   * @param {Sprite|null} digit
   */
  column(four, { name, convolutions, head }, sweep, scale, digit) {
    const { store } = this.requiredContext;
    const card = four[name];
    const volumes = store.get("volumes").find(({ model }) => model === card.id);
    return html`
      <section class="part" data-model=${card.id} aria-label=${named(card.title)}>
        <h3>
          ${msg(html`Head: ${whereText(head)}.<br />Convolutions: ${whereText(convolutions)}`)}
        </h3>
        <div class="pictures">
          ${this.map(card, four, sweep, scale)}
          ${transplantVolumes(card, volumes, store.get("scene"))}
        </div>
        ${digit ? transplantNumbers(sweep, four.corner.region, digit) : nothing}
      </section>
    `;
  }

  /**
   * @param {Card} card
   * @param {Transplants} four
   * @param {Sweep|undefined} sweep
   * @param {Scale} scale
   */
  map(card, four, sweep, scale) {
    const map = sweptMap({
      context: this.requiredContext,
      card,
      sweep,
      field: this.settings.field,
      scale,
      region: four.corner.region,
      pointed: this.pointed,
      point: (cell) => (this.pointed = cell),
    });
    return html`<div>
      ${map ?? html`<div class="empty">${sweep ? "…" : msg("not swept yet")}</div>`}
      ${progress(sweep)}
    </div>`;
  }

  /**
   * @param {Card} card
   * @param {Transplants} four
   * @param {Partial<Record<Name, Sweep>>} sweeps
   * @param {Scale} scale
   * @param {Sprite|null} digit
   */
  exact(card, four, { exact: sweep, biased }, scale, digit) {
    const change = this.requiredContext.store.get("weightChange");
    return html`
      <section class="part exact" data-model=${card.id} aria-label=${named(card.title)}>
        <h3>${msg(html`The exact case:<br />${named(card.title)}`)}</h3>
        <div class="pictures">
          ${this.map(card, four, sweep, scale)}
          <div class="change">
            ${change?.failure ? html`<p class="error">${errorText(change.failure)}</p>` : nothing}
            ${change?.result ? weightChangeMap(change.result) : nothing}
          </div>
        </div>
        ${digit ? transplantNumbers(sweep, four.corner.region, digit) : nothing}
        ${biased ? this.biased(biased) : nothing}
      </section>
    `;
  }

  /**
   * The response of the same network with biases, for comparison with the exact case.
   *
   * @param {Sweep} sweep
   */
  biased(sweep) {
    return html`<dl class="number" data-biased=${sweep.plan.model}>
        <dt>${msg("the same with biases")}</dt>
        <dd>${sweep.end ? measured(farthest(sweep)) : "…"}</dd>
      </dl>
      ${progress(sweep)}`;
  }

  /** @param {Sweep[]} sweeps */
  fine(sweeps) {
    const [first] = sweeps;
    const seed = this.requiredContext.cards.find(({ id }) => id === first?.plan.model)?.seed;
    return html`
      <p class="small">
        ${flowing([
          msg(
            "Dotted: positions within the trained corner. Hatched maps of positions: a cell of the last volume sees both the digit and padding. Beside each map: the last volume from the front (largest of all slices, at its card's range), with the digit at home, in the middle of the corner, and where it is now; the volumes follow it whatever the head says. Response: distance of the logits from the blank canvas's, as a share of that at home.",
          ),
          ...(first?.start
            ? [
                msg(
                  html`One sample, ${named(first.start.object)}, every ${first.start.step} px;
                  chance ${measured(first.start.chance)}; weights
                  ${sweeps.map(({ start }) => html`${short(start?.sha256)} `)}; one training each,
                  seed ${seed}.`,
                ),
              ]
            : []),
        ])}
      </p>
    `;
  }
}

/** @param {"corner"|"everywhere"} where */
function whereText(where) {
  return where === "corner" ? msg("corner") : msg("everywhere");
}

customElements.define("head-transplants-tab", HeadTransplantsTab);

/** @type {Tab} */
export const tab = {
  id: "blind",
  title: () => msg("Who went blind"),
  show: (context) => html`<head-transplants-tab .context=${context}></head-transplants-tab>`,
};
