import { errorText } from "../i18n/error-messages.js";
import { linkText } from "../i18n/link-text.js";
import { msg } from "@lit/localize";
import { css, html } from "lit";
import { worst } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/** State of the connection, and the server's error for the newest scene. */
export class ConnectionStatus extends Panel {
  static keys = /** @type {const} */ (["link", "twinLink"]);

  static styles = [
    shared,
    css`
      :host {
        position: static;
      }
      [role="status"] {
        display: flex;
        align-items: center;
        gap: var(--gap-3);
      }
      .dot {
        display: block;
        width: 0.75rem;
        height: 0.75rem;
        border-radius: 50%;
        border: 2px solid var(--quiet);
      }
      :is(.live, .plain) .dot {
        background: var(--text);
        border-color: var(--text);
      }
      .plain .dot {
        clip-path: inset(0 50% 0 0);
      }
      /* Below the header, which has no room for sentences. */
      .news {
        display: flex;
        align-items: center;
        gap: var(--gap-3);
        position: var(--news-position, absolute);
        z-index: 25;
        top: 100%;
        right: 0;
        box-sizing: border-box;
        max-width: 100%;
        white-space: normal;
        padding: var(--gap-2) var(--gap-3);
        background: var(--panel);
        border: var(--news-border, 1px solid var(--line));
        border-top: 0;
        border-radius: 0 0 0 var(--radius);
      }
      .error {
        color: var(--bad);
      }
    `,
  ];

  /** Whether the reader has dismissed the sentence on plain requests. */
  dismissed = false;

  /** @param {Context} context */
  draw({ store }) {
    const { state, message } = worst(store.state);
    if (state === "live") this.dismissed = false;
    const isPlain = state === "plain";
    const silent = !message && (state === "live" || (isPlain && this.dismissed));
    return html`
      <div role="status">
        <div class=${state} title=${linkText(state)}><span class="dot"></span></div>
        <div class=${silent ? "unseen" : "news"}>
          <div>
            <p>${linkText(state)}</p>
            ${message ? html`<p class="error">${errorText(message)}</p>` : null}
          </div>
          ${
            isPlain && !silent
              ? html`<button @click=${() => this.dismiss()}>${msg("Dismiss")}</button>`
              : null
          }
        </div>
      </div>
    `;
  }

  dismiss() {
    this.dismissed = true;
    this.requestUpdate();
  }
}

customElements.define("connection-status", ConnectionStatus);
