import { css, html } from "lit";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */

/** Which network answers. */
export class ModelPicker extends Panel {
  static keys = /** @type {const} */ (["model"]);

  static styles = [
    shared,
    css`
      :host {
        min-width: 0;
      }
      select {
        min-width: 0;
        text-overflow: ellipsis;
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        color: var(--quiet);
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store, cards }) {
    const chosen = store.get("model").id;
    return html`
      <label>
        Network
        <select @change=${this.choose}>
          ${[...Map.groupBy(cards, ({ family }) => family)].map(
            ([family, members]) => html`
              <optgroup label=${family}>
                ${members.map(
                  ({ id, title }) =>
                    html`<option value=${id} ?selected=${id === chosen}>${title}</option>`,
                )}
              </optgroup>
            `,
          )}
        </select>
      </label>
    `;
  }

  /** @param {Event} event */
  choose(event) {
    const { store, cards } = this.given;
    const id = /** @type {HTMLSelectElement} */ (event.currentTarget).value;
    const card = cards.find((one) => one.id === id);
    if (!card) return;
    store.set("selection", { ...store.get("selection"), cell: null, slice: null });
    store.set("frame", null);
    store.set("model", card);
  }
}

customElements.define("model-picker", ModelPicker);
