import { shown } from "../state/network-sides.js";
import { standIns, uncover } from "./missing.js";
import { presentAll } from "./present.js";

/** @import { OwnNetwork } from "../types/state.js" */
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
  for (const each of networks) await storage.remove(each.id);
  await own.list();
  const gone = shown(store).filter(({ card }) => networks.some((each) => each.id === card.id));
  const others = standIns(
    store,
    gone.map(({ side }) => side),
    own.cards,
  );
  const places = shown(store).filter(({ side }) => side in others);
  uncover(store, networks);
  presentAll(home, others);
  store.set("removed", { title, networks, content, shown: places });
  await Promise.all(networks.map((each) => own.forget(each.id)));
}

/**
 * Undoes the last removal. The server gets the file again when it is next needed.
 *
 * @param {Home} home
 */
export async function restoreRemoved(home) {
  const { store, own } = home;
  const removed = store.get("removed");
  if (!removed) return;
  await own.putBack();
  presentAll(home, Object.fromEntries(removed.shown.map(({ side, card }) => [side, card])));
}
