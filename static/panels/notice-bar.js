import { errorText } from "../i18n/error-messages.js";
import { msg } from "@lit/localize";
import { css, html } from "lit";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Notice } from "../types/state.js" */

/** The error of the user's last action, until dismissed. */
export class NoticeBar extends Panel {
  static keys = /** @type {const} */ (["notice"]);

  static styles = [
    shared,
    css`
      .bar {
        display: flex;
        align-items: center;
        gap: var(--gap-3);
        padding: var(--gap-2) var(--gap-4);
        background: var(--raised);
        border-bottom: 1px solid var(--line);
        color: var(--bad);
      }
      p {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const notice = store.get("notice");
    // Screen readers announce changes only in a live region that existed before.
    return html`
      <div role="alert">
        ${
          notice === null
            ? null
            : html`<div class="bar">
                <p>${noticeText(notice)}</p>
                <button @click=${() => store.set("notice", null)}>${msg("Dismiss")}</button>
              </div>`
        }
      </div>
    `;
  }
}

/** @param {Notice} notice */
function noticeText(notice) {
  if (typeof notice === "string") return notice;
  return msg(html`${notice.file} was not placed: ${errorText(notice.error)}`);
}

customElements.define("notice-bar", NoticeBar);
