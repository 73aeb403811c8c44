import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { go } from "./navigation.js";
import { STEPS, SUMMARY } from "./steps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Progress } from "../types/state.js" */

/**
 * One dot a step, and a word for the last screen.
 *
 * @param {Context} context
 * @param {Progress} tour
 */
export function dots(context, tour) {
  return html`
    <ol class="dots" aria-label=${msg("Steps")}>
      ${STEPS.map((step, index) => {
        const done = tour.done.includes(step.id);
        const title = step.title();
        const name = done
          ? msg(str`Step ${index + 1}: ${title}, done`)
          : msg(str`Step ${index + 1}: ${title}`);
        return dot(context, tour, step.id, done ? "dot done" : "dot", name, title);
      })}
      ${dot(context, tour, SUMMARY, "dot end", msg("End: what you measured"), msg("What you measured"), msg("End"))}
    </ol>
  `;
}

/**
 * @param {Context} context
 * @param {Progress} tour
 * @param {string} id
 * @param {string} kind  classes
 * @param {string} name  for screen readers
 * @param {string} title
 * @param {string} [word]  instead of a dot
 */
function dot(context, tour, id, kind, name, title, word) {
  const current = tour.step === id;
  return html`<li>
    <button
      class=${kind}
      aria-current=${current ? "step" : nothing}
      aria-label=${name}
      title=${title}
      tabindex=${current ? 0 : -1}
      @click=${() => go(context, id)}
    >
      ${word}
    </button>
  </li>`;
}
