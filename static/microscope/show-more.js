import { html, nothing } from "lit";

/** @import { StepContext } from "./layer-step.js" */

/**
 * A button that expands or collapses a list.
 *
 * @param {StepContext} context
 * @param {number} count
 * @param {number} first
 * @param {{ all: string, few: string }} texts
 */
export function more(context, count, first, { all, few }) {
  if (count <= first) return nothing;
  return html`<button class="more" aria-expanded=${context.open} @click=${context.toggle}>
    ${context.open ? few : all}
  </button>`;
}
