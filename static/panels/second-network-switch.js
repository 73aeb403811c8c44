import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { css, html, nothing } from "lit";
import { partner, poolingTwin } from "../network/family.js";
import { choose } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/** Opens and closes a second network beside the first, on the same scene. */
export class SecondNetworkSwitch extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["model", "twin"]);

  static styles = [
    shared,
    css`
      div {
        display: flex;
        gap: var(--gap-1);
      }
      button {
        white-space: nowrap;
      }
    `,
  ];

  /** @param {Context} context */
  draw(context) {
    const { store } = context;
    const { model, twin } = store.state;
    const other = partner(context, model);
    const pooling = poolingTwin(context, model);
    return html`
      <div role="group" aria-label=${msg("Side by side")}>
        <button
          aria-pressed=${Boolean(twin)}
          ?disabled=${!twin && !other}
          title=${msg("Another network on the same scene")}
          @click=${() => choose(store, "twin", twin ? null : (other ?? null))}
        >
          ${msg("Side by side")}
        </button>
        ${
          pooling
            ? html`<button
                aria-pressed=${twin === pooling.card}
                title=${msg(str`Side by side with ${named(pooling.card.title)}: nothing else differs`)}
                @click=${() => choose(store, "twin", twin === pooling.card ? null : pooling.card)}
              >
                ${pooling.text}
              </button>`
            : nothing
        }
      </div>
    `;
  }
}

customElements.define("second-network-switch", SecondNetworkSwitch);
