import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { write } from "../url/permalink.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/** Opens the complete view in another window, from a frame or a page without its header. */
export class OpenFullPage extends Panel {
  static keys = /** @type {const} */ (["hidden"]);

  static styles = [
    shared,
    css`
      :host {
        background: var(--stage);
        font-size: var(--small);
        text-align: end;
      }
      a {
        display: inline-block;
        margin: var(--gap-1) var(--gap-3);
        padding: var(--gap-1) var(--gap-2);
        color: var(--stage-text);
        background: var(--stage-raised);
        border: 1px solid var(--stage-line);
        border-radius: var(--radius);
      }
      :focus-visible {
        outline-color: #fff;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    if (self === top && !store.get("hidden").includes("header")) return nothing;
    return html`<a
      href="."
      target="_blank"
      rel="noopener"
      @pointerdown=${this.aim}
      @focus=${this.aim}
      @click=${this.aim}
      >${msg("Open in Shiftscope")} ↗</a
    >`;
  }

  /**
   * Updates the link when it is used, rather than at every move of an object.
   *
   * @param {Event} event
   */
  aim(event) {
    const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
    link.href = `./#${write({ ...this.requiredContext.store.state, hidden: [] })}`;
  }
}

customElements.define("open-full-page", OpenFullPage);
