import { OwnTrouble, troubleOf } from "../state/errors.js";
import { msg } from "@lit/localize";
import { sendPicture } from "../server/api.js";
import { addPicture } from "./scene.js";
import { layDown } from "./tools/tool.js";

/** @import { Store } from "../state/store.js" */

/** What the server takes unless it is told otherwise, bytes. */
const LARGEST = 5_000_000;

/** What is under way, store by store. @type {WeakMap<Store, AbortController>} */
const running = new WeakMap();

/**
 * Places the pictures in files that somebody has chosen, pasted or dropped. What does not fit is
 * told, and the scene stays as it was.
 *
 * @param {Store} store
 * @param {Iterable<File>} files
 * @param {typeof sendPicture} [send]
 */
export async function takeIn(store, files, send = sendPicture) {
  stopIntake(store);
  const under = new AbortController();
  running.set(store, under);
  store.set("notice", null);
  for (const file of files) {
    store.set("intake", file.name || msg("The picture"));
    try {
      // The server would close the connection before it has heard all of it, and not be heard.
      if (file.size > LARGEST) throw new OwnTrouble(msg("expected at most 5 MB"));
      const picture = await send(file, store.get("model").id, under.signal);
      if (under.signal.aborted) return;
      const [, height, width] = store.get("model").input_shape;
      const now = addPicture(store.get("scene"), picture, { height, width });
      layDown(store);
      store.set("scene", now);
      store.set("selection", { ...store.get("selection"), object: now.objects.length - 1 });
    } catch (error) {
      if (under.signal.aborted) return;
      store.set("intake", null);
      const name = file.name || msg("The picture");
      store.set("notice", { file: name, trouble: troubleOf(error) });
      return;
    }
  }
  store.set("intake", null);
}

/**
 * Ends the reading of pictures that is under way; those that were placed stay.
 *
 * @param {Store} store
 */
export function stopIntake(store) {
  running.get(store)?.abort();
  running.delete(store);
  store.set("intake", null);
}
