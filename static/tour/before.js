import { read as readAddress, write } from "../url/permalink.js";
import { withFrames } from "../state/sides.js";

/** @import { Given } from "../url/url-params.js" */
/** @import { Context } from "../ui/panel.js" */
/** @import { State } from "../state/types.js" */
/** @import { Before } from "./types.js" */

/** What is set aside while the tour uses the page. */

/** @type {readonly (keyof Before)[]} */
const KEYS = [
  "scene",
  "selection",
  "model",
  "twin",
  "pinned",
  "pinnedCell",
  "lab",
  "sweeping",
  "overlay",
  "view",
  "camera",
];

/**
 * @param {State} state
 * @returns {Before}
 */
export function take(state) {
  return /** @type {Before} */ (Object.fromEntries(KEYS.map((key) => [key, state[key]])));
}

/**
 * @param {Context} context
 * @param {Before} before
 */
export function restore({ store }, before) {
  store.merge(withFrames(store.state, before));
}

/**
 * As an address, which a browser can keep; pictures that fit into none are left out.
 *
 * @param {State} state
 * @param {Before} before
 */
export function text(state, before) {
  return write({ ...state, ...before, tour: null });
}

/**
 * What a browser has kept, read as any address is: nothing unsound comes of it.
 *
 * @param {string} kept
 * @param {State} state
 * @param {Given} given
 * @returns {Before}
 */
export function read(kept, state, given) {
  return take({ ...state, ...readAddress(kept, given).changes });
}
