import { withFrames } from "../state/network-sides.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { PageSnapshot, State } from "../types/state.js" */

/** What the tour brings back when it ends. */

/** @type {readonly (keyof PageSnapshot)[]} */
const KEYS = [
  "scene",
  "selection",
  "model",
  "twin",
  "pinned",
  "pinnedCell",
  "lab",
  "sweepSettings",
  "overlay",
  "view",
  "camera",
];

/**
 * Writes a state as text and reads it back, with distrust; `url/permalink.js` is one.
 *
 * @typedef {object} Codec
 * @property {(state: State) => string} write
 * @property {(text: string, context: Pick<Context, "cards"|"palette"> & Pick<State, "limits">) => { changes: Partial<State> }} read
 */

/**
 * @param {State} state
 * @returns {PageSnapshot}
 */
export function snapshotOf(state) {
  return /** @type {PageSnapshot} */ (Object.fromEntries(KEYS.map((key) => [key, state[key]])));
}

/**
 * @param {Context} context
 * @param {PageSnapshot} snapshot
 */
export function restore({ store }, snapshot) {
  store.merge(withFrames(store.state, snapshot));
}

/**
 * As text, which a browser can store; pictures that fit into none are left out.
 *
 * @param {Codec} codec
 * @param {State} state
 * @param {PageSnapshot} snapshot
 */
export function encode(codec, state, snapshot) {
  return codec.write({ ...state, ...snapshot, tour: null });
}

/**
 * A stored snapshot, read back; what is unsound in it is left out.
 *
 * @param {Codec} codec
 * @param {string} text
 * @param {Context} context
 * @returns {PageSnapshot}
 */
export function decode(codec, text, context) {
  const { state } = context.store;
  const { changes } = codec.read(text, { ...context, limits: state.limits });
  return snapshotOf({ ...state, ...changes });
}
