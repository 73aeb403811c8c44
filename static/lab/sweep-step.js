import { SWEEP_STEPS } from "./form-choices.js";

/** @import { Card } from "../types/api.js" */

/** Most positions of a sweep by a server's usual settings. */
const MOST_POSITIONS = 4096;

/**
 * The steps with which a network's sweep has no more positions than a server takes, px; the longest one in any
 * case.
 *
 * @param {Pick<Card, "input_shape">} card
 * @param {{ height: number, width: number }} object  px
 */
export function possibleSteps({ input_shape: [, rows = 1, cols = 1] }, { height, width }) {
  const along = (/** @type {number} */ free, /** @type {number} */ step) =>
    Math.floor(Math.max(free, 0) / step) + 1;
  const positions = (/** @type {number} */ step) =>
    along(rows - height, step) * along(cols - width, step);
  const found = SWEEP_STEPS.filter((step) => positions(step) <= MOST_POSITIONS);
  return found.length > 0 ? found : SWEEP_STEPS.slice(-1);
}

/**
 * The step of a network's sweep: the chosen one, or the next longer one that is possible, px.
 *
 * @param {number} chosen  px
 * @param {Pick<Card, "input_shape">} card
 * @param {{ height: number, width: number }} object  px
 */
export function sweepStep(chosen, card, object) {
  const steps = possibleSteps(card, object);
  return steps.find((step) => step >= chosen) ?? Math.max(chosen, ...steps);
}
