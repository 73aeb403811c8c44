/** @import { Store } from "../../state/store.js" */
/** @import { Tool } from "../../types/state.js" */

/**
 * Takes up a tool, or changes it. Pen and eraser may take turns on one drawing.
 *
 * @param {Store} store
 * @param {Partial<Tool>} change
 */
export function selectTool(store, change) {
  store.set("tool", { ...store.get("tool"), ...change });
}

/**
 * Lays the tool down: pointers drag objects again, and the next drawing is another one.
 *
 * @param {Store} store
 */
export function deselectTool(store) {
  if (store.get("tool").kind !== null) selectTool(store, { kind: null, drawing: null });
}
