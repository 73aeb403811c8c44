/** The choices in the laboratory's forms. */

export const PROTOCOLS = /** @type {const} */ (["canvas", "cyclic"]);

/** Steps of a sweep, px. */
export const SWEEP_STEPS = [1, 2, 4, 8];

/** Most networks side by side in a sweep, of which the shown one may be any. */
export const MAX_NETWORKS = 6;

/** Choices for the sweeps of head transplants: maps, and steps in px. */
export const TRANSPLANT_FIELDS = /** @type {const} */ (["correct", "response", "score"]);
export const TRANSPLANT_STEPS = [2, 4];
