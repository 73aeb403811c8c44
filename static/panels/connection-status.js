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
      p {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        white-space: nowrap;
      }
      .dot {
        width: 0.625rem;
        height: 0.625rem;
        border-radius: 50%;
        border: 2px solid var(--quiet);
      }
      .live .dot {
        background: var(--text);
        border-color: var(--text);
      }
      .error {
        color: var(--bad);
        white-space: normal;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const { state, message } = worst(store.state);
    return html`
      <div role="status">
        <p class=${state}><span class="dot"></span>${stateText(state)}</p>
        ${message ? html`<p class="error">${errorText(message)}</p>` : null}
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
