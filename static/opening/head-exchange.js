import { exchanged } from "./subject.js";
import { verdictOf } from "../network/verdict.js";
import { withFrames } from "../state/network-sides.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Verdict } from "../network/verdict.js" */
/** @import { Side, State } from "../types/state.js" */

/** @typedef {Record<Side, Verdict>} Verdicts  of both networks, for one scene */

/** Time to wait for the answers after an exchange, ms. */
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
 * Exchanges the two networks' heads, by showing the transplants in their place.
 *
 * @param {Context} context
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
  return new Promise((resolve) => {
    const end = (/** @type {Verdicts|null} */ found) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(found);
    };
    const timer = setTimeout(() => end(null), ANSWER_MS);
    const unsubscribe = store.on(["frame", "twinFrame", "scene", "model", "twin"], () => {
      const { state } = store;
      if (state.scene !== scene || state.model !== next.model || state.twin !== next.twin) {
        return end(null);
      }
      const found = verdicts(state);
      if (found) end(found);
    });
  });
}
