import { msg } from "@lit/localize";
import { css, html } from "lit";
import { go, start } from "../tour/navigation.js";
import { beside } from "../tour/steps.js";
import { isShortcut, keyTexts } from "../ui/keys.js";
import { isTyping } from "../ui/typing-focus.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/** Turns projector mode on and off; in it, the keys of a page turner go through the tour. */
export class ProjectorSwitch extends Panel {
  static keys = /** @type {const} */ (["projector"]);

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "projector";

  static styles = [
    shared,
    css`
      button {
        width: 100%;
      }
    `,
  ];

  constructor() {
    super();
    // In the capture phase: the figure also listens to Page Up and Page Down.
    this.onCapture = (/** @type {KeyboardEvent} */ event) => this.keyFirst(event);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.onCapture, { capture: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.onCapture, { capture: true });
  }

  /** @param {Context} context */
  draw({ store }) {
    const on = store.get("projector");
    return html`
      <button aria-pressed=${on} @click=${() => store.set("projector", !on)}>
        ${msg("Projector mode")} (${keyTexts("projector").keys[0]})
      </button>
    `;
  }

  /** @param {KeyboardEvent} event */
  keyFirst(event) {
    if (!this.context || isTyping(event)) return;
    const { store } = this.context;
    if (isShortcut("projector", event) && store.get("screen") === "play") {
      store.set("projector", !store.get("projector"));
    } else if (!store.get("projector")) {
      return;
    } else if (isShortcut("nextPage", event)) {
      this.turn(1);
    } else if (isShortcut("previousPage", event)) {
      this.turn(-1);
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** @param {Context} context */
  escape({ store }) {
    if (!store.get("projector")) return false;
    store.set("projector", false);
    return true;
  }

  /**
   * Goes to the tour's next or previous step; the first press opens the tour.
   *
   * @param {1|-1} by
   */
  turn(by) {
    const context = this.requiredContext;
    const tour = context.store.get("tour");
    if (!tour) return start(context);
    go(context, beside(tour.step, by));
  }
}

customElements.define("projector-switch", ProjectorSwitch);
