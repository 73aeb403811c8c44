import { withFrames } from "../state/network-sides.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { PageSnapshot, State } from "../types/state.js" */

/** Snapshot of the page before the tour, to restore when the tour ends. */

/** @type {readonly (keyof PageSnapshot)[]} */
const KEYS = [
  "screen",
  "scene",
  "selection",
  "model",
  "twin",
  "pinned",
  "pinnedCell",
  "lab",
  "trainingForm",
  "sweepSettings",
  "overlay",
  "view",
  "camera",
];

/**
 * Encodes a state as text, and decodes untrusted text; `url/permalink.js` is one.
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
  // The visitor's own classes are their work, wherever it was done.
  const { classes } = store.get("trainingForm");
  const trainingForm = { ...snapshot.trainingForm, classes };
  store.merge(withFrames(store.state, { ...snapshot, trainingForm }));
}

/**
 * Encodes a snapshot as text for the browser's storage, without pictures that are too large.
 *
 * @param {Codec} codec
 * @param {State} state
 * @param {PageSnapshot} snapshot
 */
export function encode(codec, state, snapshot) {
  return codec.write({ ...state, ...snapshot, tour: null });
}

/**
 * Decodes a stored snapshot, without its invalid parts.
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
