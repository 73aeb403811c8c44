/** @import { Store } from "../state/store.js" */
/** @import { TrainingForm } from "../types/training.js" */

/**
 * Changes what is painted and chosen for the next training.
 *
 * @param {Store} store
 * @param {Partial<TrainingForm>} change
 */
export function changeForm(store, change) {
  store.set("trainingForm", { ...store.get("trainingForm"), ...change });
}
