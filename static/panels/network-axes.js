import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { alsoText, axisTitle, valueText, valueTitle } from "../i18n/axis-labels.js";
import { familyOf, isAlone, leads } from "../network/family.js";
import { choose } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card, Switch } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */

/** Changes a network one property at a time; each choice says first what else it would change. */
export class NetworkAxes extends Panel {
  static properties = { ...Panel.properties, side: { type: String } };

  static keys = /** @type {const} */ (["model", "twin"]);

  static styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--gap-3);
      }
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      legend,
      label {
        display: inline-block;
      }
      legend::first-letter,
      label::first-letter {
        text-transform: uppercase;
      }
      .value {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: baseline;
        gap: 0 var(--gap-2);
        padding: var(--gap-1) 0;
      }
      .value .quiet {
        grid-column: 2;
      }
      .moved {
        padding-left: var(--gap-2);
        border-left: 2px dashed var(--text);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Side} */
    this.side = "model";
    /** The last switch, if it also changed other axes. @type {Switch|null} */
    this.moved = null;
  }

  /** @param {Context} context */
  draw(context) {
    const card = context.store.get(this.side);
    if (!card) return null;
    const family = familyOf(context, card);
    if (this.moved?.model !== card.id) this.moved = null;
    return html`
      <p aria-live="polite" class=${this.moved ? "moved" : ""}>
        ${this.moved ? this.movedText(this.moved) : nothing}
      </p>
      ${family?.axes.map(({ name }) => this.axis(card, name, leads(family, card, name)))}
    `;
  }

  /**
   * One axis: the values for which a network that differs in nothing else was trained, then the others,
   * each with the other changes that it entails.
   *
   * @param {Card} card
   * @param {string} axis
   * @param {Switch[]} switches
   */
  axis(card, axis, switches) {
    const sorted = switches.toSorted((a, b) => Number(isAlone(b)) - Number(isAlone(a)));
    return html`
      <fieldset>
        <legend>${axisTitle(axis)}</legend>
        ${sorted.map((lead) => this.value(card, axis, lead))}
      </fieldset>
    `;
  }

  /**
   * @param {Card} card
   * @param {string} axis
   * @param {Switch} lead
   */
  value(card, axis, lead) {
    const { cards } = this.requiredContext;
    const { value, also } = lead;
    const id = `${axis}-${value.replaceAll(/\W/g, "-")}`;
    return html`
      <div class="value">
        <input
          type="radio"
          id=${id}
          name=${axis}
          value=${value}
          aria-describedby="${id}-text"
          .checked=${card.axes[axis] === value}
          @change=${() => this.switch(lead)}
        />
        <label for=${id}>${valueTitle(axis, value, cards)}</label>
        <span class="quiet" id="${id}-text"
          >${valueText(axis, value, cards)} ${isAlone(lead) ? nothing : alsoText(also, cards)}</span
        >
      </div>
    `;
  }

  /** @param {Switch} lead */
  switch(lead) {
    const { cards, store } = this.requiredContext;
    this.moved = isAlone(lead) ? null : lead;
    const card = cards.find(({ id }) => id === lead.model);
    if (card) choose(store, this.side, card);
    this.requestUpdate();
  }

  /** @param {Switch} lead */
  movedText({ axis, value, also }) {
    const { cards } = this.requiredContext;
    const title = valueTitle(axis, value, cards);
    return msg(
      str`No network differs in ${title} alone; this is the nearest. ${alsoText(also, cards)}`,
    );
  }
}

customElements.define("network-axes", NetworkAxes);
