import { keep } from "../own/keep.js";
import { errorOf } from "../state/error-types.js";
import { SIDES } from "../state/network-sides.js";
import { TRAININGS } from "./training-keys.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * Keeps the last snapshot of each training that comes to its end, as one of the visitor's own networks.
 *
 * @param {Pick<Context, "store"|"own">} context
 * @param {(id: string) => Promise<void>} [keeping]
 */
export function keepLast({ store, own }, keeping) {
  const kept = keeping ?? (own ? (id) => keep(own, id, { asked: false }) : null);
  if (!kept) return;
  /** Ids that were tried: each is tried once. @type {Set<string>} */
  const tried = new Set();
  for (const side of SIDES) {
    store.on([TRAININGS[side]], () => {
      const training = store.get(TRAININGS[side]);
      const last = training?.status === "done" ? training.snapshots.at(-1) : undefined;
      if (!last || tried.has(last.model)) return;
      tried.add(last.model);
      kept(last.model).catch((error) => store.set("notice", { error: errorOf(error) }));
    });
  }
}
