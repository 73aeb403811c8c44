import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { layerName, shapeText } from "../i18n/labels.js";

/** @import { SettingsForm } from "../own/settings-form.js" */
/** @import { Card } from "../types/api.js" */

/**
 * The choice of an own network's layers that the figure shows as volumes.
 *
 * @param {object} options
 * @param {Card} options.card
 * @param {SettingsForm} options.form
 * @param {number} [options.most]  that may be chosen; default: all
 * @param {unknown} options.why  what is wrong with the choice, in an element `why-volumes`; or `nothing`
 * @param {(changes: Pick<SettingsForm, "volumes">) => void} options.fill
 */
export function volumeChoice({ card, form: { volumes }, most, why, fill }) {
  const layers = card.layers.filter(
    ({ shape: [, rows, cols], role }) =>
      rows !== undefined &&
      cols !== undefined &&
      // Layers of one place are never shown.
      Math.max(rows, cols) > 1 &&
      role !== "input" &&
      role !== "output",
  );
  const count = volumes.length;
  const limit = most ?? layers.length;
  return html`<fieldset>
    <legend>${msg("Volumes of the figure")}</legend>
    <p class="quiet" aria-live="polite">
      ${msg(str`${count} of ${layers.length} layers are shown, ${limit} at most.`)}
    </p>
    <div class="layers" data-field="volumes">
      ${layers.map(
        (layer) =>
          html`<label class="check">
            <input
              type="checkbox"
              data-layer=${layer.name}
              aria-invalid=${why !== nothing}
              aria-describedby=${why === nothing ? nothing : "why-volumes"}
              .checked=${volumes.includes(layer.name)}
              ?disabled=${count >= limit && !volumes.includes(layer.name)}
              @change=${(/** @type {Event} */ event) => {
                const { checked } = /** @type {HTMLInputElement} */ (event.currentTarget);
                const others = volumes.filter((name) => name !== layer.name);
                fill({ volumes: checked ? [...others, layer.name] : others });
              }}
            />
            <span
              >${layerName(layer)}
              <span class="quiet number">${layer.kind}, ${shapeText(layer)}</span></span
            >
          </label>`,
      )}
    </div>
    ${why}
  </fieldset>`;
}
