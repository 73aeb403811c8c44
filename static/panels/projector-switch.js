import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { endCarry } from "../tour/carry-object.js";
import { act, go, isServed, start } from "../tour/navigation.js";
import { beside, stepOf } from "../tour/steps.js";
import { isShortcut, keyTexts } from "../ui/keys.js";
import { isTyping } from "../ui/typing-focus.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { ScenePanel } from "./scene-panel.js" */
/** @import { TourPanel } from "./tour-panel.js" */

/** Time for a result to come before a press goes on without it, ms. */
const PATIENCE_MS = 4000;

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
    /** The step whose task a press has done, and when that was, ms. @type {string|null} */
    this.acted = null;
    this.time = 0;
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
   * Does the step's task, or goes to the tour's next or previous step; the first press opens the tour. No
   * press skips a result: one that comes while something moves shows its end, and one that comes before
   * all of a text was seen scrolls it.
   *
   * @param {1|-1} by
   */
  turn(by) {
    const context = this.requiredContext;
    const tour = context.store.get("tour");
    if (!tour) return start(context);
    if (by > 0 && endMotion()) return void (this.time = performance.now());
    const panel = /** @type {TourPanel|null} */ (document.querySelector("tour-panel"));
    if (panel?.scrollPage(by)) return;
    const step = stepOf(tour.step);
    const open = step && !tour.done.includes(step.id) && isServed(context, step.networks);
    if (by > 0 && open) {
      if (step.action(context).running) return;
      const now = performance.now();
      if (this.acted !== step.id) {
        this.acted = step.id;
        this.time = now;
        return act(context, step);
      }
      // The result is on its way.
      if (now - this.time < PATIENCE_MS) return;
    }
    this.acted = null;
    go(context, beside(tour.step, by));
  }
}

/**
 * Shows the end of what moves: the carried object at its goal, the whole map.
 *
 * @returns {boolean} whether something moved
 */
function endMotion() {
  const scene = /** @type {ScenePanel|null} */ (document.querySelector("scene-panel"));
  return endCarry() || Boolean(scene?.endReveal());
}

customElements.define("projector-switch", ProjectorSwitch);
