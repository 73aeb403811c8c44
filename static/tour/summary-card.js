import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { leaveButton, sentence } from "./card-parts.js";
import { go, goBack, playFreely } from "./navigation.js";
import { dots } from "./progress-dots.js";
import { stepOf } from "./steps.js";
import { CLAIMS, FINE_PRINT, found, heading } from "./summary.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Progress, StepResult } from "../types/state.js" */

/**
 * The last screen: the seven claims with the reader's own numbers, and what was measured of their limits.
 *
 * @param {Context} context
 * @param {Progress} tour
 * @param {() => void} share  opens the share dialog
 */
export function summaryCard(context, tour, share) {
  const results = context.store.get("tourResults");
  return html`
    <div class="top">
      <span class="chapter">${msg("The end of the tour")}</span>
      ${leaveButton(context)}
    </div>
    <h2 tabindex="-1">${msg("What you measured")}</h2>
    <div class="pages">
      <ol class="claims">
        ${CLAIMS.map((claimed) => {
          const { sentence: said, missing } = found(claimed, results);
          return html`<li data-claim=${missing === null ? said.kind : "missing"}>
            <strong>${heading(claimed, said)}</strong>
            ${sentence(said)}
            ${
              missing === null
                ? nothing
                : html`<button class="link" @click=${() => go(context, missing)}>
                    ${msg(str`Measure: ${stepOf(missing)?.title() ?? ""}`)}
                  </button>`
            }
          </li>`;
        })}
      </ol>
      ${finePrint(results)}
    </div>
    <div class="ways">
      <button @click=${() => goBack(context)}>${msg("Back")}</button>
      ${dots(context, tour)}
      <button @click=${share}>${msg("Share")}</button>
      <button class="first" data-next @click=${() => playFreely(context)}>
        ${msg("Play freely")}
      </button>
    </div>
  `;
}

/** @param {Readonly<Record<string, StepResult>>} results */
function finePrint(results) {
  const measured = FINE_PRINT.map((each) => ({ each, ...found(each, results) })).filter(
    ({ missing }) => missing === null,
  );
  if (!measured.length) return nothing;
  return html`
    <h3>${msg("The fine print")}</h3>
    <ul class="claims fine">
      ${measured.map(
        ({ each, sentence: said }) =>
          html`<li data-fine=${said.kind}>
            <strong>${heading(each, said)}</strong> ${sentence(said)}
          </li>`,
      )}
    </ul>
  `;
}
