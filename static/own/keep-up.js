/** @import { Side, State } from "../types/state.js" */
/** @import { OwnNetworks } from "./own-networks.js" */

/**
 * Brings the browser's networks in step with what is removed and shown: those of a new removal go, those of one that
 * is undone come back. Of networks of one file with other settings, the list has the one that one went back to.
 *
 * @param {OwnNetworks} own
 * @param {State} was
 * @param {State} now
 */
export async function keepUp(own, was, now) {
  const { storage } = own.ways;
  for (const { networks } of now.removed.filter((each) => !was.removed.includes(each)))
    for (const { id } of networks) {
      await storage.remove(id);
      void own.forget(id);
    }
  for (const { networks, content } of was.removed.filter((each) => !now.removed.includes(each)))
    for (const each of networks)
      if (content && !(await storage.get(each.id))) await storage.put(each, content);
  const ids = [now.model.id, now.twin?.id];
  for (const side of /** @type {Side[]} */ (["model", "twin"])) {
    const [former, other] = await Promise.all(
      [was, now].map((state) => storage.get(state[side]?.id ?? "")),
    );
    if (!former?.listed || !other || other.listed || former.hash !== other.hash) continue;
    await storage.change(other.id, { listed: true });
    if (!ids.includes(former.id)) await storage.change(former.id, { listed: false });
  }
  await own.list();
}
