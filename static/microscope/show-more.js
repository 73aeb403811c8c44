import { html, nothing } from "lit";

/** @import { Desk } from "./layer-step.js" */

/**
 * A button that shows a list to its end, or its beginning alone.
 *
 * @param {Desk} desk
 * @param {number} count
 * @param {number} first
 * @param {{ all: string, few: string }} texts
 */
export function more(desk, count, first, { all, few }) {
  if (count <= first) return nothing;
  return html`<button class="more" aria-expanded=${desk.open} @click=${desk.toggle}>
    ${desk.open ? few : all}
  </button>`;
}
