import { msg } from "@lit/localize";
import { html } from "lit";
import { urlOf } from "../server/api.js";
import { curl, python } from "../export/code-snippets.js";
import { Panel, shared } from "../ui/panel.js";
import { shown } from "../state/network-sides.js";
import { token } from "../server/auth-token.js";
import { volumesOf } from "../network/volumes.js";
import { copy } from "./clipboard.js";
import { sectionStyle } from "./style.js";

/** @import { Context } from "../ui/panel.js" */

/** Code that requests from the API what the page shows. */
export class ShareCode extends Panel {
  static keys = /** @type {const} */ (["model", "twin", "scene"]);

  static properties = { ...Panel.properties, said: { state: true } };

  static styles = [shared, sectionStyle];

  constructor() {
    super();
    this.said = "";
  }

  /** @param {Context} context */
  draw({ store }) {
    const view = {
      base: urlOf("."),
      scene: store.get("scene"),
      networks: shown(store).map(({ card }) => ({
        id: card.id,
        layers: volumesOf(card).map(({ name }) => name),
        outputs: card.outputs,
      })),
      guarded: token() !== null,
    };
    return html`
      <details>
        <summary><h3>${msg("Code")}</h3></summary>
        <p class="quiet">
          ${msg("Requests this scene's volumes and outputs from the API, for each network.")}
          ${
            view.guarded
              ? msg("The server's token is read from the environment: SHIFTSCOPE_TOKEN.")
              : null
          }
        </p>
        ${this.text("curl", "curl", curl(view), msg("Copy the curl lines"))}
        ${this.text("python", "Python", python(view), msg("Copy the Python lines"))}
        <p class="said" role="status">${this.said}</p>
      </details>
    `;
  }

  /**
   * @param {string} name
   * @param {string} title
   * @param {string} text
   * @param {string} action
   */
  text(name, title, text, action) {
    return html`
      <div class="line">
        <strong>${title}</strong>
        <button aria-label=${action} @click=${() => this.copy(name, text)}>${msg("Copy")}</button>
      </div>
      <textarea
        readonly
        rows="7"
        wrap="off"
        spellcheck="false"
        aria-label=${title}
        data-code=${name}
        .value=${text}
      ></textarea>
    `;
  }

  show() {
    this.said = "";
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  async copy(name, text) {
    const field = /** @type {HTMLTextAreaElement} */ (
      this.renderRoot.querySelector(`[data-code=${name}]`)
    );
    this.said = (await copy(text, field))
      ? msg("The lines are on the clipboard.")
      : msg("The browser blocks its clipboard. The lines are selected: copy them by hand.");
  }
}

customElements.define("share-code", ShareCode);
