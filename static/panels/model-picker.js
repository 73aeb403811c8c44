import { msg, str } from "@lit/localize";
import { enumerated, named } from "../i18n/locale.js";
import { letters } from "../i18n/labels.js";
import { css, html, nothing } from "lit";
import { closest, familyOf, isTrained, leads } from "../network/family.js";
import { MARKS, choose } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card, Switch } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */

/** Chooses a network: its family, then its value on each axis of the family. */
export class ModelPicker extends Panel {
  static properties = { ...Panel.properties, side: { type: String } };

  static keys = /** @type {const} */ (["model", "twin"]);

  static styles = [
    shared,
    css`
      :host {
        min-width: 0;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--gap-1) var(--gap-2);
      }
      label {
        display: grid;
        min-width: 0;
        color: var(--quiet);
        font-size: var(--small);
        line-height: 1.25;
      }
      select {
        /* As wide as the chosen value, since options have longer texts. */
        width: calc(var(--letters) * 1ch + 2.5rem);
        min-width: 0;
        max-width: 8rem;
        min-height: 1.75rem;
        padding: 0 var(--gap-1);
        text-overflow: ellipsis;
      }
      @supports (field-sizing: content) {
        select {
          field-sizing: content;
          width: auto;
        }
      }
      .moved {
        border: 2px dashed var(--text);
      }
      .mark {
        align-self: center;
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
    const { store, cards, families } = context;
    const card = store.get(this.side);
    if (!card) return null;
    const family = familyOf(context, card);
    if (this.moved?.model !== card.id) this.moved = null;
    const of = (/** @type {string} */ name) => cards.filter((each) => each.family === name);
    return html`
      <div
        role="group"
        aria-label=${this.side === "twin" ? msg("Second network") : msg("First network")}
      >
        ${store.get("twin") ? html`<span class="mark">${MARKS[this.side]}</span>` : nothing}
        ${this.field(
          { axis: "", title: msg("Network") },
          card.family,
          families.map(({ name }) => html`<option value=${name}>${named(name)}</option>`),
          (name) => this.choose(closest(of(name), card), null),
        )}
        ${family?.axes.map(({ name }) => this.axis(card, name, leads(family, card, name)))}
      </div>
      <p class="unseen" aria-live="polite">${this.moved ? movedText(this.moved) : ""}</p>
    `;
  }

  /**
   * One axis: the values for which a network that differs in nothing else was trained, then the others,
   * each with the other changes that it entails.
   *
   * @param {Card} card
   * @param {string} name
   * @param {Switch[]} switches
   */
  axis(card, name, switches) {
    const trained = switches.filter(isTrained);
    const others = switches.filter((each) => !isTrained(each));
    return this.field(
      { axis: name, title: named(name) },
      card.axes[name] ?? "",
      html`
        ${trained.map(({ value }) => html`<option value=${value}>${named(value)}</option>`)}
        ${
          others.length
            ? html`<optgroup label=${msg("Not trained so; the nearest:")}>
                ${others.map(
                  ({ value, also }) =>
                    html`<option value=${value}>
                      ${msg(str`${named(value)}, with ${alsoText(also)}`)}
                    </option>`,
                )}
              </optgroup>`
            : nothing
        }
      `,
      (value) => {
        const lead = switches.find((each) => each.value === value);
        const found = this.requiredContext.cards.find(({ id }) => id === lead?.model);
        this.choose(found, lead && !isTrained(lead) ? lead : null);
      },
    );
  }

  /**
   * @param {{ axis: string, title: string }} name  axis: "" for the family
   * @param {string} value
   * @param {unknown} options
   * @param {(value: string) => void} change
   */
  field({ axis, title }, value, options, change) {
    const moved = Boolean(this.moved && axis in this.moved.also);
    const chosen = named(value);
    return html`
      <label>
        ${title}
        <select
          class=${moved ? "moved" : ""}
          title=${this.moved && moved ? movedText(this.moved) : chosen}
          aria-label=${this.side === "twin" ? msg(str`${title} of the second network`) : title}
          data-value=${value}
          .style=${`--letters: ${letters(chosen)}`}
          @change=${(/** @type {Event} */ event) => {
            change(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
          }}
        >
          ${options}
        </select>
      </label>
    `;
  }

  updated() {
    // Options move between the groups, so set the chosen one after rendering.
    for (const select of this.renderRoot.querySelectorAll("select")) {
      select.value = select.dataset.value ?? "";
    }
  }

  /**
   * @param {Card|undefined} card
   * @param {Switch|null} moved
   */
  choose(card, moved) {
    this.moved = moved;
    if (card) choose(this.requiredContext.store, this.side, card);
    this.requestUpdate();
  }
}

/**
 * @param {Record<string, string>} also
 */
function alsoText(also) {
  return enumerated(Object.entries(also).map(([axis, value]) => `${named(axis)} ${named(value)}`));
}

/** @param {Switch} lead */
function movedText({ axis, value, also }) {
  return msg(
    str`Not trained so: with ${named(axis)} ${named(value)} the nearest network has ${alsoText(also)}.`,
  );
}

customElements.define("model-picker", ModelPicker);
