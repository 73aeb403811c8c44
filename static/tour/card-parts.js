import { msg } from "@lit/localize";
import { html } from "lit";
import { leave } from "./navigation.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Sentence } from "./types.js" */

/** What the card of a step and the last screen share. */

/** @param {Sentence} given */
export function sentence({ kind, text, late = false }) {
  return html`<span class="${kind} ${late ? "late" : ""}" data-kind=${kind} data-late=${late}
    >${text}</span
  >`;
}

/** @param {Context} context */
export function leaveButton(context) {
  return html`
    <button
      class="leave"
      aria-label=${msg("Leave")}
      title=${msg("Leave the tour; key Escape")}
      @click=${() => leave(context)}
    >
      ✕
    </button>
  `;
}
