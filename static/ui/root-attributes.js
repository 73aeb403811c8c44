/** @import { Store } from "../state/store.js" */

/**
 * Keeps the root element's `data-screen` (opening or play) and `data-projector` (present in projector
 * mode), on which styles depend, in step with the state.
 *
 * @param {Store} store
 */
export function followScreen(store) {
  const root = document.documentElement;
  const apply = () => {
    root.dataset.screen = store.get("screen");
    root.toggleAttribute("data-projector", store.get("projector"));
  };
  store.on(["screen", "projector"], apply);
  apply();
}
