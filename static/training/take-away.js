import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { errorText } from "../i18n/error-messages.js";
import { fileSize, named } from "../i18n/locale.js";
import { FILES, fetchFile } from "../server/network-files.js";
import { errorOf } from "../state/error-types.js";
import { save } from "../ui/save-file.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { NetworkFile } from "../server/network-files.js" */
/** @import { Card } from "../types/api.js" */
/** @import { AppError } from "../types/state.js" */

/** Saves a network: its weights and its card, which belong together, or all of it as one file in ONNX. */
export class TakeAway extends Panel {
  static properties = {
    ...Panel.properties,
    card: { attribute: false },
    busy: { state: true },
    said: { state: true },
    failure: { state: true },
  };

  static styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-2);
      }
      p {
        margin: var(--gap-1) 0 0;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Card|null} */
    this.card = null;
    this.busy = false;
    this.said = "";
    /** @type {AppError|null} */
    this.failure = null;
  }

  draw() {
    const { card } = this;
    if (!card) return nothing;
    return html`
      <div class="line" role="group" aria-label=${msg(str`Files of ${named(card.title)}`)}>
        ${this.button(card, "weights", msg("Weights (safetensors)"))}
        ${this.button(card, "card", msg("Card (JSON)"))}
        ${this.button(card, "onnx", msg("ONNX file"))}
      </div>
      <p class="said quiet" role="status">${this.said}</p>
      ${this.failure ? html`<p class="error" role="alert">${errorText(this.failure)}</p>` : nothing}
    `;
  }

  /**
   * @param {Card} card
   * @param {NetworkFile} kind
   * @param {string} title
   */
  button(card, kind, title) {
    return html`<button
      data-file=${kind}
      ?disabled=${this.busy}
      @click=${() => void this.keep(card, kind)}
    >
      ${title}
    </button>`;
  }

  /**
   * @param {Card} card
   * @param {NetworkFile} kind
   */
  async keep(card, kind) {
    this.said = "";
    this.failure = null;
    this.busy = true;
    try {
      const blob = await fetchFile(card.id, kind);
      const name = `${card.id}.${FILES[kind].ending}`;
      save(blob, name);
      this.said = msg(str`Saved: ${name}, ${fileSize(blob.size)}.`);
    } catch (error) {
      this.failure = errorOf(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("take-away", TakeAway);
