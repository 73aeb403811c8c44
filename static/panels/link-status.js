import { css, html } from "lit";
import { worst } from "../sides.js";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */

const TEXTS = {
  live: "Live",
  connecting: "Connecting…",
  waiting: "Not connected, trying again…",
};

/** Whether the server answers, and what it has against the newest scene. */
export class LinkStatus extends Panel {
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
        <p class=${state}><span class="dot"></span>${TEXTS[state]}</p>
        ${message ? html`<p class="error">${message}</p>` : null}
      </div>
    `;
  }
}

customElements.define("link-status", LinkStatus);
