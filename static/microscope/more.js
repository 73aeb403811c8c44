import { html, nothing } from "lit";

/** @import { Desk } from "./step.js" */

/**
 * A button that shows a list to its end, or its beginning alone.
 *
 * @param {Desk} desk
 * @param {number} count
 * @param {number} first
 * @param {string} what
 * @param {string} which
 */
export function more(desk, count, first, what, which) {
  if (count <= first) return nothing;
  const text = desk.open ? `Only the ${first} ${which}` : `All ${count} ${what}`.trim();
  return html`<button class="more" aria-expanded=${desk.open} @click=${desk.toggle}>
    ${text}
  </button>`;
}
