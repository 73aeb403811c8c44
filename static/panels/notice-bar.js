import { errorText } from "../i18n/error-messages.js";
import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { importDark } from "../scene/image-import.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Adjustment } from "../types/api.js" */
/** @import { DarkNotice, Notice } from "../types/state.js" */

/** The error of the user's last action, until dismissed. */
export class NoticeBar extends Panel {
  static keys = /** @type {const} */ (["notice"]);

  static styles = [
    shared,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-3);
        padding: var(--gap-2) var(--gap-4);
        background: var(--raised);
        border-bottom: 1px solid var(--line);
        color: var(--bad);
      }
      /* Where the page scrolls, a notice at its top may be out of sight. */
      @media (max-width: 720px) {
        .bar {
          position: fixed;
          z-index: 10;
          inset: 0 0 auto;
          box-shadow: 0 2px 12px rgb(0 0 0 / 50%);
        }
      }
      .text {
        flex: 1 1 16rem;
        min-width: 0;
        max-height: 6lh;
        overflow: auto;
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
                <div class="text">${linesOf(notice).map((line) => html`<p>${line}</p>`)}</div>
                ${isDark(notice) ? this.offers(store, notice) : nothing}
                <button @click=${() => store.set("notice", after(notice))}>
                  ${msg("Dismiss")}
                </button>
              </div>`
        }
      </div>
    `;
  }

  /**
   * What can be done with a picture that shows nothing on black.
   *
   * @param {Store} store
   * @param {DarkNotice} notice
   */
  offers(store, notice) {
    const labels = {
      white: msg("Put it on white"),
      invert: msg("Invert it"),
      none: msg("Place it as it is"),
    };
    /** @type {Adjustment[]} */
    const offers = [...(notice.dark[0]?.adjustments ?? []), "none"];
    return offers.map(
      (adjust) =>
        html`<button @click=${() => importDark(store, notice, adjust)}>${labels[adjust]}</button>`,
    );
  }
}

/** @param {Notice} notice */
function linesOf(notice) {
  if (typeof notice === "string") return [notice];
  if ("error" in notice) return [errorText(notice.error)];
  if (isDark(notice)) {
    return [msg(html`${notice.dark[0]?.name} would show nothing on the black canvas.`)];
  }
  return notice.failed.map(({ file, error }) =>
    msg(html`${file} was not placed: ${errorText(error)}`),
  );
}

/**
 * @param {Notice} notice
 * @returns {notice is DarkNotice}
 */
function isDark(notice) {
  return typeof notice === "object" && "dark" in notice;
}

/**
 * The notice that follows a dismissed one.
 *
 * @param {Notice} notice
 * @returns {Notice|null}
 */
function after(notice) {
  if (typeof notice === "string" || "error" in notice) return null;
  if (!isDark(notice)) return notice.then ?? null;
  return notice.dark.length > 1 ? { dark: notice.dark.slice(1) } : null;
}

customElements.define("notice-bar", NoticeBar);
