/**
 * The server's limits for settings of measurements: integers, inclusive.
 *
 * @satisfies {Record<string, [number, number]>}
 */
export const BOUNDS = {
  radius: /** @type {[number, number]} */ ([1, 32]),
  pairs: /** @type {[number, number]} */ ([1, 512]),
  seed: /** @type {[number, number]} */ ([0, 2 ** 31 - 1]),
  shift: /** @type {[number, number]} */ ([-64, 64]),
};

export const PROTOCOLS = /** @type {const} */ (["canvas", "cyclic"]);

/** Options for sweeps of head transplants: maps, and steps in px. */
export const TRANSPLANT_FIELDS = /** @type {const} */ (["correct", "response", "score"]);
export const TRANSPLANT_STEPS = [2, 4];
