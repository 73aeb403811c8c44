import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";

/**
 * A selection list with its label before it.
 *
 * @param {object} options
 * @param {string} options.name  the visible label
 * @param {string} [options.label]  the accessible name; default: `name`
 * @param {[string|number, string][]} options.options  values with their texts
 * @param {string|number} [options.chosen]
 * @param {boolean} [options.disabled]
 * @param {boolean} [options.invalid]  whether the choice was refused
 * @param {(value: string, list: HTMLSelectElement) => void} options.choose
 */
export function selectBox({
  name,
  label = name,
  options,
  chosen,
  disabled = false,
  invalid,
  choose,
}) {
  return html`
    <label>
      ${name}
      <select
        aria-label=${label}
        ?disabled=${disabled}
        aria-invalid=${invalid ? "true" : nothing}
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
