import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { errorText } from "../i18n/error-messages.js";
import { flowing } from "../i18n/locale.js";
import { isOver } from "./progress.js";

/** @import { Training, TrainingRequest } from "../types/training.js" */

/**
 * What state a training is in, in a sentence; nothing while it simply runs.
 *
 * @param {Training} training
 */
export function statusText(training) {
  const said = stateText(training);
  const { unsent } = training;
  if (!unsent || isOver(training)) return said;
  return flowing([...(said === nothing ? [] : [said]), unsentText(unsent)]);
}

/** @param {Training} training */
function stateText({ status, step, waiting, reason, failure, snapshots }) {
  const kept = snapshots.at(-1)?.step ?? 0;
  const restarts = failure?.code === "restarting" || (failure && status === "starting");
  if (restarts && snapshots.length)
    return msg(
      str`The server restarts. The training goes on from step ${kept} as soon as it answers.`,
    );
  if (failure && status !== "failed")
    return msg(html`${errorText(failure)} Trying again… The training goes on meanwhile.`);
  switch (status) {
    case "starting":
      return msg("Starting…");
    case "waiting":
      return waitingText(waiting ?? { before: 0, seconds: 0 });
    case "paused":
      return msg("Paused. It ends after two minutes, or a minute after you leave the page.");
    case "ended":
      if (reason === "unwatched")
        return msg(str`It ended at step ${step}: nobody had watched it for a minute.`);
      if (reason === "time")
        return msg(str`It ended at step ${step}: its time on this server was over.`);
      if (reason === "paused")
        return msg(str`It ended at step ${step}: a pause may take two minutes, since others wait.`);
      return msg(str`Stopped at step ${step}.`);
    case "failed":
      if (failure?.code === "network_gone")
        return msg(
          str`The server restarted and has no snapshot of it any more. It ended at step ${step}.`,
        );
      return failure ? errorText(failure) : nothing;
    default:
      return nothing;
  }
}

/**
 * That the server will hear what it has not heard.
 *
 * @param {TrainingRequest} unsent
 */
function unsentText(unsent) {
  switch (unsent) {
    case "pause":
      return msg("The server did not hear “Pause”: it is told as soon as it answers.");
    case "stop":
      return msg("The server did not hear “Stop”: it is told as soon as it answers.");
    default:
      return msg("The server did not hear “Go on”: it is told as soon as it answers.");
  }
}

/** @param {{ before: number, seconds: number }} waiting */
function waitingText({ before, seconds }) {
  const wait = Math.ceil(seconds);
  return before === 0
    ? msg(str`Yours is next: about ${wait} s.`)
    : msg(str`Waiting: ${before} before you, about ${wait} s.`);
}
