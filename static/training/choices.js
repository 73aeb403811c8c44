/** What a training can be set to, as the server's `TrainingConfig` of `app/live_training/config.py`. */

/** @import { Limits } from "../types/api.js" */

export const DATA = /** @type {const} */ (["digits", "figures", "own"]);
export const POOLINGS = /** @type {const} */ (["none", "max", "avg", "blur", "aps"]);
export const HEADS = /** @type {const} */ (["fc", "gmp", "gap"]);
export const PADDINGS = /** @type {const} */ (["zero", "circular", "valid", "full"]);

/** Most rows or cols of a picture of the visitor's own, px, by choice. */
export const PICTURE_SIDES = [16, 24, 32, 48];

/** Of the visitor's own classes: how few, how many, pictures of each, px of a picture's side, letters of a name. */
export const CLASSES = { least: 2, most: 10, pictures: 10, side: 48, name: 40 };

/**
 * The least and the largest of each number.
 *
 * @param {Limits} limits
 * @returns {Record<"slices"|"steps"|"batch"|"seed", [number, number]>}
 */
export function boundsOf({ trainings }) {
  return {
    slices: [4, 32],
    steps: [10, Math.min(trainings.steps, 20_000)],
    batch: [8, 256],
    seed: [0, 2 ** 32 - 1],
  };
}
