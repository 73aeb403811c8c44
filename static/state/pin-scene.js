/** @import { Store } from "./store.js" */

/**
 * Pins the scene as A: what comes after is compared with it. Opens the comparison where no tab is.
 *
 * @param {Store} store
 */
export function pin(store) {
  store.set("pinned", store.get("scene"));
  if (store.get("lab") === null) store.set("lab", "compare");
}
