/** @import { TrainingForm } from "../types/training.js" */

/**
 * Whether two forms ask for the same training. Classes count only where they are what is trained; a field that
 * is absent is undefined.
 *
 * @param {TrainingForm} a
 * @param {TrainingForm} b
 */
export function sameForm(a, b) {
  return a === b || keyOf(a) === keyOf(b);
}

/** @param {TrainingForm} form */
function keyOf({ painted, classes, ...form }) {
  return JSON.stringify([
    [...painted].toSorted((one, other) => one - other),
    form.data === "own" ? classes : [],
    Object.entries(form)
      .filter(([, value]) => value !== undefined)
      .toSorted(),
  ]);
}
