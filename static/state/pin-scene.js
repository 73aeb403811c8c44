/** @import { Store } from "./store.js" */

/**
 * Pins the scene as A, to compare later scenes with. Opens the comparison if no tab is open.
 *
 * @param {Store} store
 */
export function pin(store) {
  store.set("pinned", store.get("scene"));
  if (store.get("lab") === null) store.set("lab", "compare");
}
