import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { isOver } from "./progress.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Side } from "../types/state.js" */
/** @import { Training } from "../types/training.js" */

/**
 * The buttons of a side's training: what can be done now. They may be drawn before the context has trainings.
 *
 * @param {Context} context
 * @param {Side} side
 * @param {Training|null} training
 * @param {string|null} refusal  why none can be started
 */
export function runButtons(context, side, training, refusal) {
  if (!training || isOver(training)) {
    const from = training ? continuable(training) : null;
    return html`
      ${
        from === null
          ? nothing
          : html`<button data-go-on @click=${() => context.trainings?.goOn(side)}>
              ${msg(str`Go on from step ${from}`)}
            </button>`
      }
      <button
        class="primary"
        data-train
        title=${refusal ?? nothing}
        ?disabled=${refusal !== null}
        @click=${() => context.trainings?.start(side)}
      >
        ${training ? msg("Train again") : msg("Train")}
      </button>
    `;
  }
  const { status } = training;
  return html`
    ${
      status === "paused"
        ? html`<button class="primary" data-go-on @click=${() => context.trainings?.goOn(side)}>
            ${msg("Go on")}
          </button>`
        : html`<button
            data-pause
            ?disabled=${status !== "running"}
            @click=${() => context.trainings?.pause(side)}
          >
            ${msg("Pause")}
          </button>`
    }
    <button data-stop @click=${() => context.trainings?.stop(side)}>${msg("Stop")}</button>
  `;
}

/**
 * The step from which a training can go on that has ended early; null for any other.
 *
 * @param {Training} training
 */
function continuable({ status, failure, form, snapshots }) {
  const step = snapshots.at(-1)?.step ?? form.steps;
  const early = status === "ended" || (status === "failed" && failure?.code === "restarting");
  return early && step < form.steps ? step : null;
}
