/** @typedef {{ training?: string }} Snapshot  a card, or what was computed from one */

/**
 * Whether two networks are snapshots of one training: the same architecture with other weights.
 *
 * @param {Snapshot|null|undefined} a
 * @param {Snapshot|null|undefined} b
 */
export function sameTraining(a, b) {
  return a?.training !== undefined && a.training === b?.training;
}
