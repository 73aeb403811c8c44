import { arrow, isShortcut } from "../ui/keys.js";
import { KEYS } from "../state/network-sides.js";
import { across, along, begin, strongest, through } from "./cell-cursor.js";
import { STEP, orbit, unturned, zoomed } from "./camera-orbit.js";

/** @import { Store } from "../state/store.js" */
/** @import { Camera, Cell, Side, Turn } from "../types/state.js" */
/** @import { Card } from "../types/api.js" */

/**
 * Handles a key on a figure: moves or pins the selected cell, or turns the camera.
 *
 * @param {KeyboardEvent} event
 * @param {Store} store
 * @param {Side} side
 * @param {((preset: Camera["preset"]) => [number, number, number])|null} direction  direction of a
 *   preset's camera; null for a figure that cannot be turned
 * @returns {boolean}  whether the figure handled the key
 */
export function steer(event, store, side, direction) {
  const card = store.get(side);
  if (!card) return false;
  return (
    cursor(event, store, side, card) || (direction !== null && camera(event, store, direction))
  );
}

/**
 * Deselects a figure's cell; for Escape.
 *
 * @param {Store} store
 * @param {Side} side
 * @returns {boolean}  whether one was selected
 */
export function deselect(store, side) {
  const selection = store.get("selection");
  if (selection.cell?.side !== side) return false;
  store.set("selection", { ...selection, cell: null });
  return true;
}

/**
 * @param {KeyboardEvent} event
 * @param {Store} store
 * @param {Side} side
 * @param {Card} card
 */
function cursor(event, store, side, card) {
  const selection = store.get("selection");
  const frame = store.get(KEYS[side].frame);
  const cell = selection.cell?.side === side ? selection.cell : null;
  const set = (/** @type {Cell|null} */ now) => {
    store.set("selection", { ...store.get("selection"), cell: now });
    return true;
  };
  const way = wayOf(event);
  if (!way) return false;
  // The first key selects a cell; later ones move it.
  const here = cell ?? begin(card, side, frame);
  if (!here) return false;
  if (way === "keep") {
    store.set("pinnedCell", here);
    return set(here);
  }
  if (!cell) return set(here);
  if (way === "strongest") return set(strongest(card, cell, frame));
  if (typeof way !== "object") return false;
  if ("slices" in way) return set(across(card, cell, way.slices, frame));
  if ("volumes" in way) return set(through(card, cell, way.volumes));
  return set(along(card, cell, way.cells));
}

/**
 * The effect of a key on the cell; null for other keys.
 *
 * @param {KeyboardEvent} event
 * @returns {"keep"|"strongest"|{ cells: [number, number] }|{ slices: number }|{ volumes: number }|null}
 */
function wayOf(event) {
  const cells = arrow("cell", event);
  if (cells) return { cells };
  if (isShortcut("previousSlice", event)) return { slices: -1 };
  if (isShortcut("nextSlice", event)) return { slices: 1 };
  if (isShortcut("previousVolume", event)) return { volumes: -1 };
  if (isShortcut("nextVolume", event)) return { volumes: 1 };
  if (isShortcut("strongest", event)) return "strongest";
  return isShortcut("keep", event) ? "keep" : null;
}

/**
 * @param {KeyboardEvent} event
 * @param {Store} store
 * @param {(preset: Camera["preset"]) => [number, number, number]} direction
 */
function camera(event, store, direction) {
  const { preset, turn } = store.get("camera");
  const now = turn ?? unturned(direction(preset));
  const set = (/** @type {Turn|null} */ next) => {
    store.set("camera", { preset, turn: next });
    return true;
  };
  const way = arrow("turn", event);
  if (way) return set(orbit(now, way[1] * STEP.angle, way[0] * -STEP.angle));
  if (isShortcut("nearer", event)) return set(zoomed(now, STEP.zoom));
  if (isShortcut("farther", event)) return set(zoomed(now, 1 / STEP.zoom));
  return isShortcut("home", event) && set(null);
}
