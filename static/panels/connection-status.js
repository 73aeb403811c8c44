import { errorText } from "../i18n/error-messages.js";
import { msg } from "@lit/localize";
import { css, html } from "lit";
import { worst } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Link } from "../types/state.js" */

/** State of the connection, and the server's error for the newest scene. */
export class ConnectionStatus extends Panel {
  static keys = /** @type {const} */ (["link", "twinLink"]);

  static styles = [
    shared,
    css`
      :host {
        position: static;
      }
      .dot {
        display: block;
        width: 0.75rem;
        height: 0.75rem;
        border-radius: 50%;
        border: 2px solid var(--quiet);
      }
      .live .dot {
        background: var(--text);
        border-color: var(--text);
      }
      /* Below the header, which has no room for sentences. */
      .news {
        position: absolute;
        z-index: 25;
        top: 100%;
        right: 0;
        padding: var(--gap-2) var(--gap-3);
        background: var(--panel);
        border: 1px solid var(--line);
        border-top: 0;
        border-radius: 0 0 0 var(--radius);
      }
      .error {
        color: var(--bad);
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const { state, message } = worst(store.state);
    return html`
      <div role="status">
        <div class=${state} title=${stateText(state)}><span class="dot"></span></div>
        <div class=${state === "live" && !message ? "unseen" : "news"}>
          <p>${stateText(state)}</p>
          ${message ? html`<p class="error">${errorText(message)}</p>` : null}
        </div>
      </div>
    `;
  }
}

/** @param {Link["state"]} state */
function stateText(state) {
  switch (state) {
    case "live":
      return msg("Live");
    case "connecting":
      return msg("Connecting…");
    default:
      return msg("Not connected, trying again…");
  }
}

customElements.define("connection-status", ConnectionStatus);
