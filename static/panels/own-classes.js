import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { classNames, textOf } from "../own/class-names.js";
import { errorOf } from "../state/error-types.js";

/** @import { SettingsForm } from "../own/settings-form.js" */
/** @import { Card } from "../types/api.js" */

/**
 * The field of the names of an own network's classes, typed or from a text file.
 *
 * @param {object} options
 * @param {Card} options.card
 * @param {SettingsForm} options.form
 * @param {unknown} options.why  what is wrong with the names, in an element `why-classes`; or `nothing`
 * @param {(changes: Pick<SettingsForm, "classes">) => void} options.fill
 * @param {(why: string) => void} options.refuse  a chosen file
 */
export function classField({ card, form, why, fill, refuse }) {
  const count = card.outputs.length;
  return html`<fieldset>
    <legend>${msg(str`Names of the ${count} classes`)}</legend>
    <p class="quiet">
      ${msg("One a line, in the order of the outputs. Without names they have numbers.")}
    </p>
    <textarea
      rows="4"
      aria-label=${msg("Names of the classes, one a line")}
      data-field="classes"
      aria-invalid=${why !== nothing}
      aria-describedby=${why === nothing ? nothing : "why-classes"}
      .value=${form.classes}
      @input=${(/** @type {Event} */ event) =>
        fill({ classes: /** @type {HTMLTextAreaElement} */ (event.currentTarget).value })}
    ></textarea>
    ${why}
    <div class="line">
      <button
        type="button"
        @click=${(/** @type {Event} */ { currentTarget }) =>
          /** @type {HTMLElement} */ (
            /** @type {HTMLElement} */ (currentTarget).nextElementSibling
          ).click()}
      >
        ${msg("From a text file…")}
      </button>
      <input
        class="file"
        type="file"
        tabindex="-1"
        aria-hidden="true"
        @change=${async (/** @type {Event} */ event) => {
          try {
            const text = await chosenText(event);
            if (text !== undefined) fill({ classes: classNames(text).join("\n") });
          } catch (error) {
            refuse(errorOf(error).message);
          }
        }}
      />
    </div>
  </fieldset>`;
}

/**
 * The text of a chosen file; undefined for none. The field forgets it, so that it can be chosen again.
 *
 * @param {Event} event
 * @throws {RangeError} if it is no text in UTF-8
 */
async function chosenText(event) {
  const field = /** @type {HTMLInputElement} */ (event.currentTarget);
  const [file] = field.files ?? [];
  field.value = "";
  return file && textOf(file);
}
