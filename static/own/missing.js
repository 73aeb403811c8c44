import { firstModel } from "../state/initial-state.js";
import { KEYS } from "../state/network-sides.js";
import { presentAll } from "./present.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */
/** @import { LinkedNetwork, Side } from "../types/state.js" */
/** @import { Home } from "./present.js" */

/** Networks whose files nobody has: the dialog asks for one after the other. */

/**
 * The missing network that is asked for.
 *
 * @param {Store} store
 * @returns {LinkedNetwork|undefined}
 */
export function wanted(store) {
  return store.get("linked").find(({ missing }) => missing);
}

/**
 * Whether a missing network is still shown, by its last answer, since no link but the page itself had it.
 *
 * @param {Store} store
 * @param {LinkedNetwork} network
 */
export function isShown(store, { side, id }) {
  return store.get(side)?.id === id;
}

/**
 * Notes that a network is missing, and asks for its file unless the dialog is open for something else.
 *
 * @param {Store} store
 * @param {Omit<LinkedNetwork, "missing">} network
 */
export function miss(store, network) {
  const others = store.get("linked").filter(({ side }) => side !== network.side);
  store.set("linked", [...others, { ...network, missing: true }]);
  if (!store.get("bringing")) askNext(store);
}

/**
 * Asks for the first missing network, if there is one; else closes the dialog.
 *
 * @param {Store} store
 */
export function askNext(store) {
  const next = wanted(store);
  store.set("bringing", next ? { side: next.side, step: "missing" } : null);
}

/**
 * Shows what was brought for a missing network: in the link's own scene, with all else that is selected.
 *
 * @param {Store} store
 * @param {LinkedNetwork} network
 * @param {Card} card
 */
export function supply(store, network, card) {
  const linked = store
    .get("linked")
    .map((each) => (each === network ? { ...each, missing: false } : each));
  const overlay = store.get("overlay") === network.id ? card.id : store.get("overlay");
  store.merge({ linked, overlay, [network.side]: card, [KEYS[network.side].frame]: null });
  askNext(store);
}

/**
 * Goes on without the missing networks: those that are shown answer no more, so that others take their place.
 *
 * @param {Home} home
 */
export function renounce(home) {
  const { store, own } = home;
  const missing = store.get("linked").filter((network) => network.missing);
  store.set(
    "linked",
    store.get("linked").filter((network) => !network.missing),
  );
  const sides = missing.filter((network) => isShown(store, network)).map(({ side }) => side);
  presentAll(home, standIns(store, sides, own.cards));
}

/**
 * What takes the place of networks that go: the page's first one, which does not stand beside itself, and none
 * beside another.
 *
 * @param {Store} store
 * @param {Side[]} sides  of those that go
 * @param {Card[]} cards
 * @returns {Partial<Record<Side, Card|null>>}
 */
export function standIns(store, sides, cards) {
  if (!sides.includes("model")) return sides.includes("twin") ? { twin: null } : {};
  const model = firstModel(cards);
  const alone = sides.includes("twin") || store.get("twin")?.id === model.id;
  return { model, ...(alone ? { twin: null } : {}) };
}
