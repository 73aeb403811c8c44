import { exchanged } from "../network/transplants.js";
import { verdictOf } from "../network/verdict.js";
import { withFrames } from "../state/network-sides.js";

/** @import { Store } from "../state/store.js" */
/** @import { Context } from "../ui/panel.js" */
/** @import { Verdict } from "../network/verdict.js" */
/** @import { Side, State } from "../types/state.js" */

/** @typedef {Record<Side, Verdict>} Verdicts  of both networks, for one scene */

/** Time to wait for answers, ms. */
const ANSWER_MS = 3000;

/**
 * The answers of both networks to the present scene; null unless both are there.
 *
 * @param {Pick<State, "model"|"twin"|"frame"|"twinFrame"|"scene">} state
 * @returns {Verdicts|null}
 */
export function verdicts({ model, twin, frame, twinFrame, scene }) {
  if (!twin || frame?.scene !== scene || twinFrame?.scene !== scene) return null;
  const empty = scene.objects.length === 0;
  return { model: verdictOf(model, frame, empty), twin: verdictOf(twin, twinFrame, empty) };
}

/**
 * The answers of both networks, once both are there.
 *
 * @param {Store} store
 * @returns {Promise<Verdicts|null>}  null if they do not come
 */
export function answered(store) {
  return awaited(store, (state) => verdicts(state) ?? undefined);
}

/**
 * Exchanges the two networks' heads, by showing the transplants in their place.
 *
 * @param {Pick<Context, "store"|"cards">} context
 * @returns {Promise<Verdicts|null>}  the answers afterwards, to the same scene; null if it changed
 *   meanwhile, or they did not come
 */
export async function exchange({ store, cards }) {
  const next = exchanged(cards, store.state);
  if (!next) return null;
  const { scene, selection } = store.state;
  store.merge({
    ...withFrames(store.state, next),
    selection: { ...selection, cell: null, slice: null },
  });
  return awaited(store, (state) => {
    const { model, twin } = state;
    if (state.scene !== scene || model !== next.model || twin !== next.twin) return null;
    return verdicts(state) ?? undefined;
  });
}

/**
 * Waits for answers.
 *
 * @param {Store} store
 * @param {(state: State) => Verdicts|null|undefined} look  undefined to wait on
 * @returns {Promise<Verdicts|null>}  null after a while without
 */
function awaited(store, look) {
  return new Promise((resolve) => {
    const first = look(store.state);
    if (first !== undefined) return resolve(first);
    const end = (/** @type {Verdicts|null} */ found) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(found);
    };
    const timer = setTimeout(() => end(null), ANSWER_MS);
    const unsubscribe = store.on(["frame", "twinFrame", "scene", "model", "twin"], () => {
      const found = look(store.state);
      if (found !== undefined) end(found);
    });
  });
}
