import { msg, str } from "@lit/localize";
import { named } from "../../i18n/locale.js";
import { html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { Panel, shared } from "../../ui/panel.js";
import { findingOf, outsideShare, transplantHeadline } from "../head-transplants-numbers.js";
import { PARTS, transplantDetails } from "../head-transplants-details.js";
import { details } from "../details.js";
import { placeButton } from "../digit-placing.js";
import { headline } from "../headline.js";
import { selectBox } from "../../ui/select.js";
import { mapGhost } from "../map-ghost.js";
import { legend, markKey } from "../map-legend.js";
import { TRANSPLANT_FIELDS, TRANSPLANT_STEPS } from "../form-choices.js";
import { MAPS, scaleOf } from "../sweep-maps.js";
import { percent } from "../number-format.js";
import { mapped, tabbed } from "../styles.js";
import { isRunning, progress, sweptMap } from "../sweep-map-view.js";
import { atHome, loneDigit, transplants } from "../../network/transplants.js";
import { trainOwn } from "../train-own.js";
import {
  baseText,
  convolutionsText,
  headText,
  invitation,
  stepText,
} from "../head-transplants-texts.js";
import { transplantStyle } from "../head-transplants-style.js";
import { metricsOf } from "../../network/metrics.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Card, Sprite } from "../../types/api.js" */
/** @import { AnalysisSettings, MapField, Plan, Sweep } from "../../types/lab.js" */
/** @import { Scale } from "../sweep-maps.js" */
/** @import { Transplants } from "../../network/transplants.js" */

/** @typedef {import("../head-transplants-details.js").Name} Name */

/** Shows whether the convolutions or the head went blind, by heads trained anew on the same convolutions. */
export class HeadTransplantsTab extends Panel {
  static keys = /** @type {const} */ ([
    "model",
    "twin",
    "scene",
    "analysis",
    "transplantSweeps",
    "volumes",
    "weightChange",
    "training",
    "twinTraining",
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
    const finding = digit && findingOf(sweeps, four, digit, store.get("volumes"));
    return html`
      ${
        store.get("training") && store.get("twinTraining")
          ? html`<painted-pair titled .context=${this.requiredContext}></painted-pair>`
          : nothing
      }
      <p class="quiet whose">
        ${msg("Always these four networks, whichever the figure shows: layers and head, each trained in the corner or everywhere.")}
      </p>
      <div class="controls run">${this.button(four, plans, digit)}</div>
      ${
        finding
          ? headline(
              percent(finding.right.corner),
              transplantHeadline(finding, sweeps.corner?.end?.accuracy ?? Number.NaN),
            )
          : headline(nothing, known.length ? nothing : invitation(digit))
      }
      ${
        known.length
          ? html`<div class="four">
                ${PARTS.map((part, i) => [
                  i % 2 === 0 ? html`<h3>${convolutionsText(part.convolutions)}</h3>` : nothing,
                  this.quarter(four, part, sweeps[part.name], scale, digit),
                ])}
              </div>
              ${legend(this.settings.field, scale, known)}
              <p class="legend">${markKey(msg("reference, in the trained corner"))}</p>
              ${stepText(known)} ${finding ? baseText(finding.digit, four) : nothing}`
          : nothing
      }
      ${trainOwn(this.requiredContext)}
      ${details(
        "blind",
        html`
          <div class="controls">${this.choices()}</div>
          ${transplantDetails(this.requiredContext, {
            four,
            sweeps,
            scale,
            digit,
            finding,
            map: (card, sweep) => this.map(card, four, sweep, scale),
          })}
        `,
      )}
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
   * @param {Transplants} four
   * @param {Partial<Record<Name, Plan>>} plans
   * @param {Sprite|null} digit
   */
  button(four, plans, digit) {
    const { transplantSweeps } = this.requiredContext;
    if (isRunning(this.requiredContext.store.get("transplantSweeps")))
      return html`<button @click=${() => transplantSweeps.cancel()}>${msg("Cancel")}</button>`;
    // The network trained in the corner, and the one that differs from it only in its head.
    if (!digit) return placeButton(this.requiredContext, [four.corner, four.everywhereHead]);
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

  /**
   * One of the four maps, with the share of right answers outside the corner.
   *
   * @param {Transplants} four
   * @param {typeof PARTS[number]} part
   * @param {Sweep|undefined} sweep
   * @param {Scale} scale
   * @param {Sprite|null} digit
   */
  quarter(four, { name, head }, sweep, scale, digit) {
    const card = four[name];
    const right = digit && outsideShare(sweep, four.corner.region, digit);
    return html`
      <section class="part" data-model=${card.id} aria-label=${named(card.title)}>
        <p>${headText(head)}</p>
        ${this.map(card, four, sweep, scale)}
        ${
          right === null
            ? nothing
            : html`<p class="share number">
                  ${percent(right)} <small class="quiet">${msg("outside the corner")}</small>
                </p>
                <p class="base quiet number">
                  ${msg(html`whole canvas: ${percent(sweep?.end?.accuracy)}`)}<br />
                  ${msg(html`all digits, whole canvas: <span data-base>${percent(metricsOf(card).mean)}</span>`)}
                </p>`
        }
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
      ${map ?? (sweep ? html`<div class="empty">…</div>` : mapGhost(card))} ${progress(sweep)}
    </div>`;
  }
}

customElements.define("head-transplants-tab", HeadTransplantsTab);

/** @type {Tab} */
export const tab = {
  id: "blind",
  title: () => msg("Who went blind"),
  show: (context) => html`<head-transplants-tab .context=${context}></head-transplants-tab>`,
};
