import { fitted } from "../scene/scene.js";
import { KEYS, SIDES, chosen } from "../state/network-sides.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card, Sprite } from "../types/api.js" */
/** @import { Removed, Side } from "../types/state.js" */
/** @import { OwnNetworks } from "./own-networks.js" */

/**
 * The page's state, its visitor's networks, and the palette.
 *
 * @typedef {{ store: Store, own: OwnNetworks, palette: Map<string, Sprite> }} Home
 */

/**
 * Shows a network on one side; null removes the twin. Objects take as much of the first one's canvas as they
 * did before, so that a network of photographs is not shown a few px of them.
 *
 * @param {Pick<Home, "store"|"palette">} home
 * @param {Side} side
 * @param {Card|null} card
 */
export function present(home, side, card) {
  presentAll(home, { [side]: card });
}

/**
 * The same for both sides, as one change, which is undone at once. What is shown again is removed no more.
 *
 * @param {Pick<Home, "store"|"palette">} home
 * @param {Partial<Record<Side, Card|null>>} cards
 * @param {readonly Removed[]} [removed]  removals that can be undone then
 */
export function presentAll({ store, palette }, cards, removed = store.get("removed")) {
  const { state } = store;
  const changes = chosen(state, cards);
  const [before, after] = [state.model, changes.model ?? state.model].map(canvasOf);
  const same = before?.height === after?.height && before?.width === after?.width;
  const scene =
    same || !before || !after ? state.scene : fitted(state.scene, palette, before, after);
  store.merge({ ...changes, scene, removed: without(removed, Object.values(cards)) });
}

/**
 * Shows a network with other settings in place of a former one. What the visitor selected stays.
 *
 * @param {Store} store
 * @param {string} former  its id
 * @param {Card} card
 */
export function replace(store, former, card) {
  for (const side of SIDES) {
    if (store.get(side)?.id === former) store.merge({ [side]: card, [KEYS[side].frame]: null });
  }
}

/**
 * The removals but for those of shown networks; the same list if there are none of these.
 *
 * @param {readonly Removed[]} removed
 * @param {(Card|null)[]} cards
 */
export function without(removed, cards) {
  const left = removed.filter(
    ({ networks }) => !networks.some(({ id }) => cards.some((card) => card?.id === id)),
  );
  return left.length < removed.length ? left : removed;
}

/** @param {Card} card */
function canvasOf({ input_shape: [, height, width] }) {
  return { height, width };
}
