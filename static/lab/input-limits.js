/**
 * What may be asked of the measurements, as the server has it; whole numbers, both ends included.
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

/** Of the sweeps that tell convolutions from heads: maps, and steps in px. */
export const TRANSPLANT_FIELDS = /** @type {const} */ (["correct", "response", "score"]);
export const TRANSPLANT_STEPS = [2, 4];
