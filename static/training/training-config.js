import { boxesOf } from "./region.js";

/** @import { TrainingForm } from "../types/training.js" */

/**
 * What the server is asked for.
 *
 * @param {TrainingForm} form
 * @param {string|null} [start]  id of the snapshot from which the training goes on
 */
export function configOf({ painted, classes, ...form }, start = null) {
  return {
    ...form,
    region: boxesOf(painted),
    ...(form.data === "own" ? { classes } : {}),
    ...(start === null ? {} : { start }),
  };
}
