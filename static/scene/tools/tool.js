/** @import { Store } from "../../state/store.js" */
/** @import { Tool } from "../../types/state.js" */

/**
 * Selects a tool or changes its options. Switching between pen and eraser keeps the drawing.
 *
 * @param {Store} store
 * @param {Partial<Tool>} change
 */
export function selectTool(store, change) {
  store.set("tool", { ...store.get("tool"), ...change });
}

/**
 * Deselects the tool: pointers drag objects again, and the next stroke starts a new drawing.
 *
 * @param {Store} store
 */
export function deselectTool(store) {
  if (store.get("tool").kind !== null) selectTool(store, { kind: null, drawing: null });
}
