import { takeBrush } from "../scene/tools/tool.js";

/** @import { Store } from "../state/store.js" */

/**
 * Takes the brush in hand with the tab, as long as nothing was trained, and puts it down with the tab or when a
 * training begins, of which the visitor wants to drag objects.
 *
 * @param {Store} store
 */
export function followTab(store) {
  const turn = () => {
    const isOpen = store.get("lab") === "train" && store.get("limits").trainings.allowed;
    const fresh = store.get("training") === null && store.get("twinTraining") === null;
    if (isOpen && fresh) takeBrush(store, "brush");
    else if (store.get("brush")) takeBrush(store, null);
  };
  store.on(["lab"], turn);
  store.on(["training"], () => {
    if (store.get("training")?.status === "starting") takeBrush(store, null);
  });
  turn();
}
