import { msg } from "@lit/localize";
import { css, html } from "lit";
import { leave, start } from "../tour/navigation.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/** Opens the tour at the step where it was left, and closes it. */
export class TourSwitch extends Panel {
  static keys = /** @type {const} */ (["tour"]);

  static styles = [
    shared,
    css`
      /* The first screen's main way on. */
      button:not([aria-pressed="true"]) {
        color: var(--on-primary, var(--text));
        background: var(--primary, var(--raised));
        font-weight: var(--primary-weight, inherit);
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
  }

  /** @param {Context} context */
  draw(context) {
    const open = context.store.get("tour") !== null;
    return html`
      <button aria-pressed=${open} @click=${() => (open ? leave(context) : start(context))}>
        ${msg("Tour")}
      </button>
    `;
  }

  updated() {
    const open = Boolean(this.context?.store.get("tour"));
    if (this.open && !open) requestAnimationFrame(() => this.catchFocus());
    this.open = open;
  }

  /** Takes the focus when the tour that had it closes. */
  catchFocus() {
    if (document.activeElement !== document.body) return;
    this.renderRoot.querySelector("button")?.focus();
  }
}

customElements.define("tour-switch", TourSwitch);
