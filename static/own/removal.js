import { shown } from "../state/network-sides.js";
import { standIns } from "./missing.js";
import { presentAll } from "./present.js";

/** @import { OwnNetwork, Removed } from "../types/state.js" */
/** @import { Home } from "./present.js" */

/**
 * Removes an own network from this browser and from the server, and its file with the last listed network of
 * that file. Where one that goes is shown, another takes its place.
 *
 * @param {Home} home
 * @param {Pick<OwnNetwork, "id"|"title">} network
 */
export async function removeOwn(home, { id, title }) {
  const { store, own } = home;
  const { storage } = own.ways;
  const all = await storage.all();
  const stored = all.find((each) => each.id === id);
  if (!stored) return;
  const same = all.filter(({ hash }) => hash === stored.hash);
  const stays = same.some((each) => each.listed && each.id !== id);
  const networks = stays ? [stored] : same;
  const content = await storage.file(stored.hash);
  const gone = shown(store).filter(({ card }) => networks.some((each) => each.id === card.id));
  const others = standIns(
    store,
    gone.map(({ side }) => side),
    own.cards,
  );
  const places = shown(store).filter(({ side }) => side in others);
  const removed = { title, networks, content, shown: places };
  presentAll(home, others, [...store.get("removed"), removed]);
  await own.settled;
}

/**
 * The last removal, which is offered to be undone, unless its network has come back in another way.
 *
 * @param {Home["store"]} store
 * @returns {Removed|undefined}
 */
export function lastRemoved(store) {
  const last = store.get("removed").at(-1);
  const back = store.get("own").some(({ id }) => last?.networks.some((each) => each.id === id));
  return back ? undefined : last;
}

/**
 * Undoes the last removal. The server gets the file again when it is next needed.
 *
 * @param {Home} home
 */
export async function restoreRemoved(home) {
  const { store, own } = home;
  const removed = store.get("removed");
  const last = removed.at(-1);
  if (!last) return;
  const cards = Object.fromEntries(last.shown.map(({ side, card }) => [side, card]));
  presentAll(home, cards, removed.slice(0, -1));
  await own.settled;
}
