import { stepFrom } from "../network/cell-ref.js";
import { arrow } from "../ui/keys.js";
import { along } from "./cell-cursor.js";
import { steer } from "./key-handler.js";

/** @import { Pin } from "../types/state.js" */
/** @import { Store } from "../state/store.js" */

/**
 * Pins a cell; the figure marks it if it belongs to a volume.
 *
 * @param {Store} store
 * @param {Pin} pin
 */
export function pinCell(store, pin) {
  store.set("pinnedCell", pin);
  const cell = "unit" in pin ? null : pin;
  store.set("selection", { ...store.get("selection"), cell });
}

/**
 * Where one step from the explained cell leads.
 *
 * @param {Store} store
 * @param {"source"|"user"} way  towards the input, or towards the output
 * @returns {Pin|null}  null without an explanation or a neighbour
 */
export function neighbourOf(store, way) {
  const explained = store.get("explained");
  return explained?.response ? stepFrom(explained.pin.side, explained.response, way) : null;
}

/**
 * Moves the pinned cell by the figure's keys.
 *
 * @param {KeyboardEvent} event
 * @param {Store} store
 * @returns {boolean}  whether the key has a meaning for it
 */
export function steerPinned(event, store) {
  const pinned = store.get("pinnedCell");
  const card = pinned && store.get(pinned.side);
  if (!card || "unit" in pinned) return false;
  const shifted = arrow("sliceCell", event);
  store.set("selection", { ...store.get("selection"), cell: pinned });
  if (shifted) {
    pinCell(store, along(card, pinned, shifted));
    return true;
  }
  if (!steer(event, store, pinned.side, null)) return false;
  const { cell } = store.get("selection");
  if (cell) pinCell(store, cell);
  return true;
}
