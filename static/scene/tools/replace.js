import { cleared, enlarged, placedDrawing, scaleField, startScale, wholeAt } from "../scene.js";
import { deselectTool } from "./tool.js";

/** @import { Store } from "../../state/store.js" */
/** @import { Placement, Sprite } from "../../types/api.js" */

/**
 * Puts an object in place of all others, in the middle of where the selected one was, and selects it. A sample
 * that lies there already gives way to the next one.
 *
 * @param {Store} store
 * @param {Map<string, Sprite>} palette
 * @param {Sprite[]} samples  alike, such as all drawings of a 3
 */
export function replace(store, palette, samples) {
  const [, height, width] = store.get("model").input_shape;
  const scene = store.get("scene");
  const selection = store.get("selection");
  const was = scene.objects[selection.object ?? scene.objects.length - 1];
  const shown = samples.findIndex(({ name }) => name === was?.object);
  const next = samples[(shown + 1) % samples.length];
  if (!next) return;
  const before = was && palette.has(was.object) && placedDrawing(scene, palette, was);
  const scale = (before && was.scale) || startScale(palette, next.name, { height, width });
  const after = enlarged(next, scale);
  const [row, col] = before
    ? [was.row + (before.height - after.height) / 2, was.col + (before.width - after.width) / 2]
    : [(height - after.height) / 2, (width - after.width) / 2];
  const at = wholeAt(row, col, after, { height, width });
  replaceAll(store, [{ object: next.name, ...at, ...scaleField(scale) }]);
}

/**
 * Replaces all objects, in one step for undo, and selects a lone one.
 *
 * @param {Store} store
 * @param {Placement[]} objects
 */
export function replaceAll(store, objects) {
  deselectTool(store);
  const object = objects.length === 1 ? 0 : null;
  const scene = { ...cleared(store.get("scene")), objects };
  store.merge({ scene, selection: { ...store.get("selection"), object } });
}
