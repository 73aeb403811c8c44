import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { named } from "../i18n/locale.js";
import { MARKS, shown } from "../state/network-sides.js";
import "../training/take-away.js";
import { Panel, shared } from "../ui/panel.js";
import { sectionStyle } from "./style.js";

/** @import { Context } from "../ui/panel.js" */

/** Saves the shown networks themselves. */
export class ShareNetwork extends Panel {
  static keys = /** @type {const} */ (["model", "twin"]);

  static styles = [shared, sectionStyle];

  /** @param {Context} context */
  draw({ store }) {
    const networks = shown(store);
    return html`
      <details>
        <summary>
          <h3>${networks.length > 1 ? msg("The networks") : msg("The network")}</h3>
        </summary>
        <p class="quiet">
          ${msg("Weights and card together make it again here, by “Your network…” or in a server's folder of networks; ONNX is for other programs.")}
        </p>
        ${networks.map(
          ({ side, card }) => html`
            <div data-side=${side}>
              <p>
                ${networks.length > 1 ? html`<span class="mark">${MARKS[side]}</span>` : nothing}
                ${named(card.title)}
              </p>
              <take-away .context=${this.context} .card=${card}></take-away>
            </div>
          `,
        )}
      </details>
    `;
  }
}

customElements.define("share-network", ShareNetwork);
