import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { go, isServed, start } from "../tour/navigation.js";
import { beside, stepOf } from "../tour/steps.js";
import { isShortcut, keyTexts } from "../ui/keys.js";
import { isTyping } from "../ui/typing-focus.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * Turns projector mode on and off. In it and in the tour, the keys of a page turner do the tour's tasks and
 * go through its steps.
 */
export class ProjectorSwitch extends Panel {
  static keys = /** @type {const} */ (["projector", "screen"]);

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
    /** The step whose task a press has done. @type {string|null} */
    this.acted = null;
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
    const leave = msg("Leave projector mode");
    const text = on ? leave : msg("Projector mode");
    const short = on && store.get("screen") === "opening";
    return html`
      <button
        aria-label=${short ? leave : nothing}
        title=${short ? leave : nothing}
        @click=${() => store.set("projector", !on)}
      >
        ${short ? "✕" : html`${text} (${keyTexts("projector").keys[0]})`}
      </button>
    `;
  }

  /** @param {KeyboardEvent} event */
  keyFirst(event) {
    if (!this.context || isTyping(event)) return;
    const { store } = this.context;
    const { projector, screen, tour } = store.state;
    if (isShortcut("projector", event)) {
      store.set("projector", !projector);
    } else if (screen !== "play" || !(projector || tour)) {
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
   * Does the step's task, or goes to the tour's next or previous step; the first press opens the tour.
   *
   * @param {1|-1} by
   */
  turn(by) {
    const context = this.requiredContext;
    const tour = context.store.get("tour");
    if (!tour) return start(context);
    const step = stepOf(tour.step);
    const open = step && !tour.done.includes(step.id) && isServed(context, step.networks);
    if (by > 0 && open && this.acted !== step.id) {
      const { run, running = false } = step.action(context);
      if (running) return;
      this.acted = step.id;
      return run();
    }
    this.acted = null;
    go(context, beside(tour.step, by));
  }
}

customElements.define("projector-switch", ProjectorSwitch);
