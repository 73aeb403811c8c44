import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { fetchActivations } from "../server/api.js";
import { fileName, save } from "../ui/save-file.js";
import { named } from "../i18n/locale.js";
import { Panel, shared } from "../ui/panel.js";
import { MARKS, shown } from "../state/network-sides.js";
import { volumesOf } from "../network/volumes.js";
import { errorText } from "../i18n/error-messages.js";
import { errorOf } from "../state/error-types.js";
import { sectionStyle } from "./style.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { AppError } from "../types/state.js" */

const FORMATS = /** @type {const} */ (["npz", "safetensors"]);

/** Downloads the networks' activations for the scene from the API. */
export class ShareActivations extends Panel {
  static keys = /** @type {const} */ (["model", "twin"]);

  static properties = {
    ...Panel.properties,
    all: { state: true },
    busy: { state: true },
    said: { state: true },
    failure: { state: true },
  };

  static styles = [shared, sectionStyle];

  constructor() {
    super();
    /** Whether to include all layers, or only the figure's volumes. */
    this.all = false;
    this.busy = false;
    this.said = "";
    /** @type {AppError|null} */
    this.failure = null;
  }

  /** @param {Context} context */
  draw({ store }) {
    const networks = shown(store);
    return html`
      <details>
        <summary><h3>${msg("Activations")}</h3></summary>
        <p class="quiet">
          ${msg("Exact float32 values for this scene, with logits and scores, from the API.")}
        </p>
        <div class="line">
          <label>
            ${msg("layers")}
            <select
              @change=${(/** @type {Event} */ event) => {
                this.all = /** @type {HTMLSelectElement} */ (event.currentTarget).value === "all";
              }}
            >
              <option value="figure">${msg("the figure's volumes")}</option>
              <option value="all">${msg("all")}</option>
            </select>
          </label>
        </div>
        ${networks.map(
          ({ side, card }) => html`
            <div class="line" role="group" aria-label=${named(card.title)} data-side=${side}>
              ${networks.length > 1 ? html`<span class="mark">${MARKS[side]}</span>` : nothing}
              <span>${named(card.title)}</span>
              ${FORMATS.map(
                (format) => html`
                  <button
                    ?disabled=${this.busy}
                    aria-label=${msg(str`Save ${format} of ${named(card.title)}`)}
                    @click=${() => this.keep(card, format)}
                  >
                    ${format}
                  </button>
                `,
              )}
            </div>
          `,
        )}
        <p class="said" role="status">${this.said}</p>
        ${this.failure ? html`<p class="error" role="alert">${errorText(this.failure)}</p>` : nothing}
      </details>
    `;
  }

  show() {
    this.said = "";
    this.failure = null;
  }

  /**
   * @param {Card} card
   * @param {typeof FORMATS[number]} format
   */
  async keep(card, format) {
    this.show();
    this.busy = true;
    try {
      const layers = this.all ? null : volumesOf(card).map(({ name }) => name);
      const scene = this.requiredContext.store.get("scene");
      const blob = await fetchActivations(card.id, scene, format, layers);
      const name = fileName([card.id, this.all ? "all" : "volumes"], format);
      save(blob, name);
      this.said = msg(str`Saved: ${name}, ${Math.ceil(blob.size / 1000)} kB.`);
    } catch (error) {
      this.failure = errorOf(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("share-activations", ShareActivations);
