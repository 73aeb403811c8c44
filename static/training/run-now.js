import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { percentText } from "../i18n/percent.js";
import { isOver } from "./progress.js";
import { statusText } from "./run-status.js";

/** @import { Training } from "../types/training.js" */

/**
 * How a training is now, and what can be done with it. On phones it stays in sight beside the figure.
 *
 * @param {Training|null} training
 * @param {unknown} buttons
 */
export function runNow(training, buttons) {
  return html`
    <div class="now" ?data-runs=${training !== null && !isOver(training)}>
      <div class="controls">${buttons}</div>
      <p class="state" role="status" data-status=${training?.status ?? "none"}>
        ${training ? statusText(training) : nothing}
      </p>
      ${training ? runProgress(training) : nothing}
    </div>
  `;
}

/**
 * How far a training is.
 *
 * @param {Training} training
 */
function runProgress(training) {
  if (isOver(training)) return nothing;
  const { status, step, form, left } = training;
  const now = msg(str`Step ${step} of ${form.steps}`);
  const seconds = Math.ceil(left ?? 0);
  return html`
    <p class="steps number">
      <span data-step>${now}</span>
      <span class="brief" data-brief>${sharesText(training)}</span>
      ${status === "running" && left !== null ? html`<span class="quiet">${msg(str`about ${seconds} s left`)}</span>` : nothing}
    </p>
    <progress max=${form.steps} value=${step} aria-label=${msg("Training")}></progress>
  `;
}

/**
 * The last shares of right answers, in a few words; nothing before the first.
 *
 * @param {Training} training
 */
function sharesText({ accuracies }) {
  const last = accuracies.at(-1);
  if (!last) return nothing;
  const [inside, outside] = [last.inside, last.outside ?? 0].map(percentText);
  return last.outside === null
    ? msg(str`${inside} right`)
    : msg(str`${inside} inside, ${outside} outside`);
}

export const nowStyle = css`
  .state:empty {
    display: none;
  }
  .state {
    margin-block: var(--gap-2);
  }
  .steps {
    display: flex;
    justify-content: space-between;
    gap: var(--gap-3);
  }
  /* Elsewhere the map has these shares. */
  .brief {
    display: none;
  }
  /* Below the stage, or above the bar of tabs. */
  @media (max-width: 720px) {
    .now[data-runs] {
      position: sticky;
      z-index: 1;
      top: var(--stage-height);
      bottom: calc(2.5625rem + env(safe-area-inset-bottom));
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      gap: 0 var(--gap-2);
      margin-inline: calc(-1 * var(--gap-4));
      padding: var(--gap-1) var(--gap-4);
      background: var(--panel);
      border-block: 1px solid var(--line);
    }
    .now[data-runs] .controls {
      grid-area: 1 / 2;
      gap: var(--gap-1);
      margin: 0;
    }
    .now[data-runs] .steps {
      grid-area: 1 / 1;
      flex-wrap: wrap;
      justify-content: start;
      gap: 0 var(--gap-2);
    }
    .now[data-runs] .state,
    .now[data-runs] progress {
      grid-column: 1 / -1;
      margin: 0;
    }
    .now[data-runs] .brief {
      display: inline;
    }
    .now[data-runs] .steps > .quiet {
      display: none;
    }
  }
`;
