import { fetchComparison } from "../server/api.js";
import { KEYS } from "../state/network-sides.js";
import { Resource } from "./resource.js";

/** @import { Store } from "../state/store.js" */
/** @import { Side } from "../types/state.js" */

/** How long a scene stands before it is compared, and so between two requests of a drag, ms. */
const DEBOUNCE_MS = 60;

/**
 * One side's comparison of scene A, which is pinned, with B, which is live.
 *
 * @param {Store} store
 * @param {Side} [side]
 * @param {typeof fetchComparison} [fetch]
 */
export function comparisonResource(store, side = "model", fetch = fetchComparison) {
  return new Resource(store, {
    key: KEYS[side].comparison,
    watch: ["pinned", "scene", side],
    question: ({ pinned: a, scene: b, [side]: card }) => (a && card ? { card, a, b } : null),
    wait: DEBOUNCE_MS,
    follows: ["b"],
    fetch: ({ card, a, b }, signal) => fetch(card.id, a, b, signal),
    value({ card, a, b }, { result, failure }, was) {
      if (result || failure) return { model: card.id, a, b, result, failure };
      return was?.model === card.id && was.a === a ? was : null;
    },
    empty: null,
  });
}
