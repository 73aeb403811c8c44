import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { listed, named } from "../i18n/locale.js";
import { hasSamples } from "../network/readable.js";
import { shown } from "../state/network-sides.js";
import { PROTOCOLS } from "./form-choices.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Protocol } from "../types/lab.js" */

/** The forms that start the measurements of consistency and equivariance. */

/**
 * The button that measures consistency. Its settings may stand elsewhere in the tab.
 *
 * @param {Context} context
 */
export function consistencyForm(context) {
  const { store, measurements } = context;
  return html`
    <form
      id="consistency"
      class="controls run"
      data-form="consistency"
      @submit=${(/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        void measurements.consistency.ask(store.get("analysis").consistency);
      }}
    >
      ${button(context, "consistency", measurable(store).length === 0)} ${samplesText(store)}
    </form>
  `;
}

/**
 * The shown networks for whose outputs the server has samples.
 *
 * @param {Store} store
 */
function measurable(store) {
  return shown(store).filter(({ card }) => hasSamples(card));
}

/**
 * Says, before the press, which of the shown networks cannot be measured.
 *
 * @param {Store} store
 */
function samplesText(store) {
  const known = measurable(store);
  const without = shown(store).filter(({ card }) => !hasSamples(card));
  if (without.length === 0) return nothing;
  const names = listed(without.map(({ card }) => named(card.title)));
  return html`<p class="small">
    ${
      known.length === 0
        ? msg(
            "Consistency is measured on samples of the digits 0 to 9 or of the drawn figures: this needs a network whose outputs have their names. Equivariance, under “Details”, needs none.",
          )
        : msg(
            str`Not of ${names}: the samples are digits and drawn figures, which it has no outputs for.`,
          )
    }
  </p>`;
}

/** @param {Context} context */
export function consistencySettings(context) {
  const { store } = context;
  const { protocol, radius, pairs, seed } = store.get("analysis").consistency;
  const ranges = store.get("limits").measures.consistency;
  return html`
    <div
      class="controls"
      data-settings="consistency"
      @change=${(/** @type {Event} */ event) => set(context, "consistency", event)}
    >
      ${protocols(protocol)}
      ${number("radius", msg("radius, px"), radius, ranges.radius, "consistency")}
      ${number("pairs", msg("pairs"), pairs, ranges.pairs, "consistency")}
      ${number("seed", msg("seed"), seed, ranges.seed, "consistency")}
    </div>
  `;
}

/** @param {Context} context */
export function equivarianceForm(context) {
  const { store, measurements } = context;
  const { protocol, row, col } = store.get("analysis").equivariance;
  const ranges = store.get("limits").measures.equivariance;
  return html`
    <form
      class="controls"
      data-form="equivariance"
      @submit=${(/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const { protocol, ...shift } = store.get("analysis").equivariance;
        void measurements.equivariance.ask({ scene: store.get("scene"), shift, protocol });
      }}
      @change=${(/** @type {Event} */ event) => set(context, "equivariance", event)}
    >
      ${protocols(protocol)} ${number("row", msg("down, px"), row, ranges["shift.row"])}
      ${number("col", msg("right, px"), col, ranges["shift.col"])}
      ${button(context, "equivariance")}
    </form>
  `;
}

/**
 * A button that starts a measurement; during one, it shows the progress and cancels it.
 *
 * @param {Context} context
 * @param {"consistency"|"equivariance"} key
 * @param {boolean} [disabled]
 */
function button({ store, measurements }, key, disabled = false) {
  if (!store.get(key).busy) return html`<button ?disabled=${disabled}>${msg("Measure")}</button>`;
  return html`
    <button type="button" @click=${() => measurements[key].cancel()}>${msg("Cancel")}</button>
    <progress aria-label=${msg("Measuring…")}></progress>
  `;
}

/**
 * Stores a form's settings if they are valid.
 *
 * @param {Context} context
 * @param {"consistency"|"equivariance"} key
 * @param {Event} event
 */
function set({ store }, key, event) {
  const field = /** @type {HTMLInputElement|HTMLSelectElement} */ (event.target);
  if (!field.validity.valid) return;
  const analysis = store.get("analysis");
  const value = field.name === "protocol" ? field.value : Number(field.value);
  store.set("analysis", { ...analysis, [key]: { ...analysis[key], [field.name]: value } });
}

/**
 * Opens the disclosure that an invalid field is in, so that the browser can point at it.
 *
 * @param {Event} event
 */
function unfold(event) {
  const folded = /** @type {HTMLElement} */ (event.target).closest("details");
  if (folded) folded.open = true;
}

/** @param {Protocol} chosen */
function protocols(chosen) {
  return html`
    <label>
      ${msg("protocol")}
      <select name="protocol">
        ${PROTOCOLS.map(
          (value) =>
            html`<option value=${value} .selected=${value === chosen}>
              ${value === "canvas" ? msg("canvas") : msg("cyclic (torus)")}
            </option>`,
        )}
      </select>
    </label>
  `;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} value
 * @param {[number, number]} bounds
 * @param {string} [form]  id of its form, if it stands outside
 */
function number(name, text, value, [min, max], form) {
  return html`<label>
    ${text}
    <input
      type="number"
      name=${name}
      form=${form ?? nothing}
      .value=${String(value)}
      min=${min}
      max=${max}
      required
      @invalid=${unfold}
    />
    <span class="range">${msg(str`whole number from ${min} to ${max}`)}</span>
  </label>`;
}
