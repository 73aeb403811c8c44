import { msg } from "@lit/localize";
import { html, nothing } from "lit";

/** @import { Context } from "../ui/panel.js" */

/**
 * A way to a training of the visitor's own; nothing where the server trains none, or the visitor has one.
 *
 * @param {Context} context
 */
export function trainOwn({ store, loadTrainings }) {
  if (!loadTrainings || !store.get("limits").trainings.allowed || store.get("training"))
    return nothing;
  return html`<div class="controls">
    <button data-train-own @click=${() => store.set("lab", "train")}>
      ${msg("Train your own…")}
    </button>
    <span class="quiet">${msg("Paint where objects may lie, and watch it learn.")}</span>
  </div>`;
}
