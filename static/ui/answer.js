import { msg } from "@lit/localize";
import { css, html, nothing, svg } from "lit";
import { answerText, expectedText, sureText } from "../network/verdict.js";

/** @import { Verdict } from "../network/verdict.js" */

/** The marks of judged answers differ in shape as well as in colour. */
const MARKS = {
  right: svg`<circle cx="12" cy="12" r="12" /><path d="M6.5 12.5 10.5 16.5 17.5 8" />`,
  wrong: svg`<rect width="24" height="24" rx="4" /><path d="M7 7 17 17 M17 7 7 17" />`,
};

/**
 * A network's answer, large, with ✓ or ✗ where it can be judged, how sure it is, and what it should be.
 *
 * @param {Verdict|null} verdict  null while it is awaited
 */
export function answerView(verdict) {
  const expected = verdict && expectedText(verdict);
  return html`
    ${answerLine(verdict)}
    ${
      verdict
        ? html`<p class="sure number">
            ${sureText(verdict)}${expected ? html`<span class="dot"> · </span><strong class="expected">${expected}</strong>` : nothing}
          </p>`
        : nothing
    }
  `;
}

/**
 * The answer alone with its mark.
 *
 * @param {Verdict|null} verdict
 */
export function answerLine(verdict) {
  if (!verdict) return html`<p class="answer"><span class="prediction">…</span></p>`;
  const { kind } = verdict;
  const judged = kind === "right" || kind === "wrong";
  return html`
    <p class=${`answer ${kind}`}>
      ${
        judged
          ? html`<svg class="judged" viewBox="0 0 24 24" aria-hidden="true">${MARKS[kind]}</svg>
              <span class="unseen">${kind === "right" ? msg("Right:") : msg("Wrong:")}</span>`
          : nothing
      }
      <span class="prediction">${answerText(verdict)}</span>
    </p>
  `;
}

export const answerStyle = css`
  /* As wide as its text: what stands beside an answer does not cover it. */
  .answer,
  .sure {
    width: fit-content;
  }
  .answer {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    font-size: var(--answer, 2rem);
    font-weight: 650;
    line-height: 1.15;
    overflow-wrap: anywhere;
  }
  .answer.empty {
    font-size: var(--large);
    font-weight: 600;
    color: var(--quiet);
  }
  .judged {
    flex: none;
    width: 0.9em;
    height: 0.9em;
    fill: var(--good);
    stroke: var(--panel);
    stroke-width: 3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .judged path {
    fill: none;
  }
  .judged :is(circle, rect) {
    stroke: none;
  }
  .wrong .judged {
    fill: var(--bad);
  }
  .right .prediction {
    color: var(--good);
  }
  .wrong .prediction,
  .expected {
    color: var(--bad);
  }
  .expected {
    display: inline-block;
  }
  .sure {
    min-height: 1.45em;
    margin-bottom: var(--gap-1);
  }
  @media (forced-colors: active) {
    .judged {
      fill: CanvasText;
      stroke: Canvas;
    }
  }
`;
