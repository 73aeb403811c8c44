import { msg } from "@lit/localize";
import { html } from "lit";
import { asLearned } from "../network/transplants.js";
import { withFrames } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * Leaves the first screen for the whole page, with the same object before the networks as they learned:
 * swapped heads stay on the first screen.
 */
export class PlaySwitch extends Panel {
  static keys = /** @type {const} */ (["screen"]);

  static styles = [shared];

  /** @param {Context} context */
  draw(context) {
    if (context.store.get("screen") !== "opening") return null;
    return html`<button @click=${() => this.play(context)}>${msg("Play freely")}</button>`;
  }

  /** @param {Context} context */
  play({ store, cards }) {
    const { state } = store;
    store.merge({ ...withFrames(state, asLearned(cards, state) ?? {}), screen: "play" });
    // The pressed button is gone.
    const canvas = document.querySelector("scene-panel")?.shadowRoot?.querySelector(".board");
    if (canvas instanceof HTMLElement) canvas.focus({ preventScroll: true });
  }
}

customElements.define("play-switch", PlaySwitch);
