/** @import { Store } from "../../state/store.js" */
/** @import { Tool } from "../../types/state.js" */
/** @import { Brush } from "../../types/training.js" */

/**
 * Selects a drawing tool or changes its options. Switching between pen and eraser keeps the drawing. The
 * brush of trainings is put down.
 *
 * @param {Store} store
 * @param {Partial<Tool>} change
 */
export function selectTool(store, change) {
  store.merge({ tool: { ...store.get("tool"), ...change }, brush: null });
}

/**
 * Deselects the tool, whichever it is: pointers drag objects again, and the next stroke starts a new drawing.
 *
 * @param {Store} store
 */
export function deselectTool(store) {
  takeBrush(store, null);
}

/**
 * Takes the brush of trainings in hand, or puts it down; either way, the drawing tool is put away.
 *
 * @param {Store} store
 * @param {Brush} brush
 */
export function takeBrush(store, brush) {
  const tool = store.get("tool");
  const away = tool.kind === null ? tool : { ...tool, kind: null, drawing: null };
  store.merge({ tool: away, brush });
}
