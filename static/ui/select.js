import { html } from "lit";
import { live } from "lit/directives/live.js";

/**
 * A list to choose one of, with its name before it.
 *
 * @param {object} given
 * @param {string} given.name  what is read before it
 * @param {string} [given.label]  for those who do not see it; else the same
 * @param {[string|number, string][]} given.options  values with their texts
 * @param {string|number} [given.chosen]
 * @param {boolean} [given.disabled]
 * @param {(value: string, list: HTMLSelectElement) => void} given.choose
 */
export function selectBox({ name, label = name, options, chosen, disabled = false, choose }) {
  return html`
    <label>
      ${name}
      <select
        aria-label=${label}
        ?disabled=${disabled}
        @change=${(/** @type {Event} */ event) => {
          const list = /** @type {HTMLSelectElement} */ (event.currentTarget);
          choose(list.value, list);
        }}
      >
        ${options.map(
          ([value, text]) =>
            html`<option value=${value} .selected=${live(value === chosen)}>${text}</option>`,
        )}
      </select>
    </label>
  `;
}
