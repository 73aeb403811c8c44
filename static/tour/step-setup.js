import { dequal } from "dequal/lite";
import { deselectTool } from "../scene/tools/tool.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Sprite, Placement, Scene } from "../types/api.js" */
/** @import { State } from "../types/state.js" */
/** @import { Pointed, Setting } from "./types.js" */

/**
 * Sets the page up for a step, and clears earlier results, which could be taken for those of the step.
 *
 * @param {Context} context
 * @param {Setting} setting
 */
export function set({ store, cards }, { objects, model, twin = null, lab = null, pinned = null }) {
  const cardOf = (/** @type {string|null} */ id) => cards.find((card) => card.id === id) ?? null;
  deselectTool(store);
  const scene = { objects };
  // A scene pinned unchanged is the same object as the scene, so that nothing counts as moved.
  const same = dequal(pinned, objects);
  store.merge({
    model: cardOf(model) ?? store.get("model"),
    twin: cardOf(twin),
    frame: null,
    twinFrame: null,
    selection: { object: objects.length ? 0 : null, cell: null, slice: null },
    scene,
    pinned: pinned && (same ? scene : { objects: pinned }),
    pinnedCell: null,
    overlay: null,
    lab,
  });
}

/**
 * Sets the page up for a step again if the reader changed what its task needs: the networks, scene A, or
 * which objects there are. Else the objects stay where they are.
 *
 * @param {Context} context
 * @param {Setting} setting
 */
export function restage(context, setting) {
  const { model, twin, pinned, scene } = context.store.state;
  const ready =
    model.id === setting.model &&
    (twin?.id ?? null) === (setting.twin ?? null) &&
    dequal(names(scene.objects), names(setting.objects)) &&
    dequal(pinned?.objects ?? null, setting.pinned ?? null);
  if (!ready) set(context, setting);
}

/** @param {Placement[]} objects */
function names(objects) {
  return objects.map(({ object }) => object);
}

/**
 * Whether the first network's frame is of the shown scene.
 *
 * @param {Pick<State, "frame"|"scene">} state
 */
export function isCurrent({ frame, scene }) {
  return frame !== null && frame.scene === scene;
}

/**
 * @param {string} object
 * @param {number} row  px
 * @param {number} col
 * @returns {Placement}
 */
export function at(object, row, col) {
  return { object, row, col };
}

/**
 * An object where the reader left it, if it is alone in the scene and wholly on the canvas; else at its
 * place for the step.
 *
 * @param {Context} context
 * @param {Placement} home
 * @returns {Placement}
 */
export function standing({ store, palette }, home) {
  const { scene, model } = store.state;
  const [first] = scene.objects;
  const drawing = palette.get(home.object);
  const [, rows = 0, cols = 0] = model.input_shape;
  if (!first || !drawing || scene.objects.length !== 1 || first.object !== home.object) return home;
  const { row, col, scale = 1 } = first;
  if (scale !== 1) return home;
  const fits = row >= 0 && col >= 0 && row + drawing.height <= rows && col + drawing.width <= cols;
  return fits ? at(home.object, row, col) : home;
}

/** The card's own button, for steps whose task no other control that is shown does. @type {Pointed[]} */
export const OWN_BUTTON = [["tour-panel", "[data-action]"]];

/** The first screen's 3, so that both measure the same. */
const THREE = "digit-3-4";

/**
 * Name of the first screen's 3, else of a handwritten 3, else of any digit.
 *
 * @param {Map<string, Sprite>} palette
 * @returns {string}
 */
export function three(palette) {
  if (palette.has(THREE)) return THREE;
  const digits = [...palette.values()].filter(({ kind }) => kind === "digit");
  return (digits.find(({ title }) => title === "3") ?? digits[0])?.name ?? "";
}

/**
 * Title of the scene's first object, which is the correct output if it is a digit.
 *
 * @param {Map<string, Sprite>} palette
 * @param {Scene} scene
 */
export function titleOf(palette, { objects: [first] }) {
  return palette.get(first?.object ?? "")?.title ?? "";
}
