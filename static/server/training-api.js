import { lines } from "./ndjson.js";
import { ask, check, post } from "./request.js";

/** @import { TrainingEvent } from "../types/training.js" */

/**
 * Starts a training, and streams its events.
 *
 * @param {object} config  see `POST /api/trainings`
 * @param {AbortSignal} signal  ends the watching, not the training
 * @returns {AsyncGenerator<TrainingEvent, void, void>}
 */
export async function* startTraining(config, signal) {
  const response = await post("api/trainings", config, signal);
  if (response.body) yield* lines(response.body);
}

/**
 * The events of a training from its beginning, and on as they come.
 *
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<TrainingEvent, void, void>}
 */
export async function* watchTraining(id, signal) {
  const response = await ask(pathOf(id), { signal });
  await check(response);
  if (response.body) yield* lines(response.body);
}

/**
 * Pauses a training, or has it go on.
 *
 * @param {string} id
 * @param {"pause"|"go on"} what
 */
export async function changeTraining(id, what) {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ do: what });
  await check(await ask(pathOf(id), { method: "PATCH", headers, body }));
}

/**
 * Ends a training.
 *
 * @param {string} id
 */
export async function endTraining(id) {
  await check(await ask(pathOf(id), { method: "DELETE" }));
}

/** @param {string} id */
function pathOf(id) {
  return `api/trainings/${encodeURIComponent(id)}`;
}
