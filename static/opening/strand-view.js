import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { answerText, expectedText, sureText } from "../network/verdict.js";
import { answerLine } from "../ui/answer.js";

/** @import { Side } from "../types/state.js" */
/** @import { Verdict } from "../network/verdict.js" */

/** Answers of more characters are written smaller. */
const SHORT = 2;

/**
 * The title at a strand's beginning, and the answer at its end.
 *
 * @param {object} strand
 * @param {Side} strand.side
 * @param {string} strand.title
 * @param {string|null} strand.head  where its head learned; null for a head of its own
 * @param {Verdict|null} strand.verdict  null while it is awaited
 */
export function strandView({ side, title, head, verdict }) {
  const long = verdict && [...answerText(verdict)].length > SHORT;
  return html`
    <h3 class="title ${side}">${title}</h3>
    <div
      class="end live ${side} ${long ? "long" : ""}"
      data-side=${side}
      data-kind=${verdict?.kind ?? nothing}
      data-answer=${verdict?.answer ?? nothing}
    >
      ${head === null ? nothing : html`<p class="head">${msg(str`head: ${head}`)}</p>`}
      ${answerLine(verdict)}
      <p class="expected">${verdict ? expectedText(verdict) : nothing}</p>
      <p class="sure number">${verdict ? sureText(verdict) : nothing}</p>
    </div>
  `;
}
