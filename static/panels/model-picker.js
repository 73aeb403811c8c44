import { css, html } from "lit";
import { axes, closest, nearest } from "../family.js";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */
/** @import { Card } from "../types.js" */

/** Which network answers: its family, then one switch for each thing its relatives differ in. */
export class ModelPicker extends Panel {
  static keys = /** @type {const} */ (["model"]);

  static styles = [
    shared,
    css`
      :host {
        min-width: 0;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-1) var(--gap-3);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--gap-1);
        min-width: 0;
        color: var(--quiet);
        font-size: var(--small);
      }
      select {
        min-width: 0;
        max-width: 9rem;
        text-overflow: ellipsis;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store, cards }) {
    const chosen = store.get("model");
    const families = Map.groupBy(cards, ({ family }) => family);
    const family = families.get(chosen.family) ?? [];
    return html`
      <div>
        ${this.switch(
          "Network",
          [...families.keys()].map((name) => ({ value: name, text: name })),
          chosen.family,
          (name) => this.choose(closest(families.get(name) ?? [], chosen)),
        )}
        ${[...axes(family)].map(([axis, values]) =>
          this.switch(
            axis,
            values.map((value) => ({ value, text: text(family, chosen, axis, value) })),
            chosen.axes[axis] ?? "",
            (value) => this.choose(nearest(family, chosen, axis, value)?.card),
          ),
        )}
      </div>
    `;
  }

  /**
   * @param {string} name
   * @param {{ value: string, text: string }[]} options
   * @param {string} chosen
   * @param {(value: string) => void} choose
   */
  switch(name, options, chosen, choose) {
    return html`
      <label>
        ${name}
        <select
          aria-label=${name}
          .value=${chosen}
          @change=${(/** @type {Event} */ event) => {
            choose(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
          }}
        >
          ${options.map(
            ({ value, text }) =>
              html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
          )}
        </select>
      </label>
    `;
  }

  /** @param {Card|undefined} card */
  choose(card) {
    const { store } = this.given;
    if (!card || card === store.get("model")) return;
    store.set("selection", { ...store.get("selection"), cell: null, slice: null });
    store.set("frame", null);
    store.set("model", card);
  }
}

/**
 * An option's text: its value, and what else changes where that very combination was not trained.
 *
 * @param {Card[]} family
 * @param {Card} chosen
 * @param {string} axis
 * @param {string} value
 */
function text(family, chosen, axis, value) {
  const also = nearest(family, chosen, axis, value)?.also ?? [];
  return also.length ? `${value} (not trained so; changes ${also.join(", ")} too)` : value;
}

customElements.define("model-picker", ModelPicker);
