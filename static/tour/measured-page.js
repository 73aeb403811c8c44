/** @import { Store } from "../state/store.js" */
/** @import { MeasuredPage, State } from "../types/state.js" */

/** The page with a step's result: networks, scenes, and all that was measured of them. */

/** @type {readonly (keyof MeasuredPage)[]} */
const KEYS = [
  "scene",
  "selection",
  "model",
  "twin",
  "frame",
  "twinFrame",
  "pinned",
  "lab",
  "comparison",
  "twinComparison",
  "residuals",
  "sweepSettings",
  "sweeps",
  "overlay",
  "tilesShown",
  "transplantSweeps",
  "consistency",
];

/**
 * @param {State} state
 * @returns {MeasuredPage}
 */
export function measuredPage(state) {
  return /** @type {MeasuredPage} */ (Object.fromEntries(KEYS.map((key) => [key, state[key]])));
}

/**
 * Shows a step with its result, as it was measured.
 *
 * @param {Store} store
 * @param {string} step  id
 * @param {MeasuredPage} page
 */
export function showMeasured(store, step, page) {
  const done = store.get("tour")?.done ?? [];
  store.merge({ ...page, pinnedCell: null, tour: { step, done } });
}
