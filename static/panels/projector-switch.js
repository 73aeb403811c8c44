import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { endCarry } from "../tour/carry-object.js";
import { PageTurner } from "../tour/page-turner.js";
import { WATCHED } from "../tour/tour.js";
import { isShortcut } from "../ui/keys.js";
import { keyTexts } from "../ui/key-names.js";
import { KeyCapture } from "../ui/key-capture.js";
import { isTyping } from "../ui/typing-focus.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { MicroscopePanel } from "./microscope-panel.js" */
/** @import { ScenePanel } from "./scene-panel.js" */
/** @import { TourPanel } from "./tour-panel.js" */

/**
 * Turns projector mode on and off. In it and in the tour, the keys of a page turner do the tour's tasks and
 * go through its steps. Outside the tour they go through the steps of an open microscope first.
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
    /** From the first press on. @type {PageTurner|null} */
    this.turner = null;
    // the figure also listens to Page Up and Page Down.
    this.capture = new KeyCapture(this, (event) => this.keyFirst(event));
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
    const { projector, screen, tour, pinnedCell } = store.state;
    if (isShortcut("projector", event)) {
      store.set("projector", !projector);
    } else if (screen !== "play" || !(projector || tour)) {
      return;
    } else {
      const by = isShortcut("nextPage", event) ? 1 : isShortcut("previousPage", event) ? -1 : 0;
      // No page is before the one that the reader has set up.
      if (by === 0 || !(tour || by > 0 || pinnedCell)) return;
      this.turn(by);
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

  /** @param {1|-1} by */
  turn(by) {
    const { tour, pinnedCell } = this.requiredContext.store.state;
    if (!tour && pinnedCell) {
      const panel = document.querySelector("microscope-panel");
      return /** @type {MicroscopePanel|null} */ (panel)?.turnPage(by);
    }
    this.turner ??= this.turnerOf(this.requiredContext);
    this.turner.turn(by);
  }

  /** @param {Context} context */
  turnerOf(context) {
    const panel = () => /** @type {TourPanel|null} */ (document.querySelector("tour-panel"));
    const turner = new PageTurner(context, {
      endMotion,
      scroll: (by) => panel()?.scrollPage(by) ?? false,
      // At once, as the card is drawn only after what the press starts.
      show: (waiting) => panel()?.setAttribute("data-waiting", waiting ?? "nothing"),
    });
    context.store.on([...WATCHED, "residuals"], () => turner.settle());
    return turner;
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
