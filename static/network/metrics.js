/** @import { Card, Metrics } from "../types/api.js" */

/**
 * The accuracy of a network whose accuracy was measured, as that of all that were made here.
 *
 * @param {Pick<Card, "id"|"metrics">} card
 * @returns {Metrics}
 * @throws {RangeError} if it was not
 */
export function metricsOf({ id, metrics }) {
  if (!metrics) throw new RangeError(`the accuracy of ${id} was not measured`);
  return metrics;
}

/**
 * Mean accuracy over the canvas; 0 where nothing was measured.
 *
 * @param {Pick<Card, "metrics">} card
 */
export function meanAccuracy({ metrics }) {
  return metrics?.mean ?? 0;
}

/**
 * The accuracy of guessing: as measured, else one of all outputs.
 *
 * @param {Pick<Card, "metrics"|"outputs">} card
 */
export function chanceOf({ metrics, outputs }) {
  return metrics?.chance ?? 1 / outputs.length;
}
