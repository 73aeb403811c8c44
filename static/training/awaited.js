/** @import { Training } from "../types/training.js" */

/**
 * Whether a training has begun and has no network to show yet.
 *
 * @param {Training|null} training
 */
export function isAwaited(training) {
  if (!training || training.snapshots.length > 0) return false;
  const { status } = training;
  return status !== "done" && status !== "ended" && status !== "failed";
}
