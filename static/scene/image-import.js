import { LocalisedError, errorOf } from "../state/errors.js";
import { msg } from "@lit/localize";
import { sendPicture } from "../server/api.js";
import { addPicture } from "./scene.js";
import { deselectTool } from "./tools/tool.js";

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
  const controller = new AbortController();
  running.set(store, controller);
  store.set("notice", null);
  for (const file of files) {
    store.set("importing", file.name || msg("The picture"));
    try {
      // The server would close the connection before it has heard all of it, and not be heard.
      if (file.size > LARGEST) throw new LocalisedError(msg("expected at most 5 MB"));
      const picture = await send(file, store.get("model").id, controller.signal);
      if (controller.signal.aborted) return;
      const [, height, width] = store.get("model").input_shape;
      const now = addPicture(store.get("scene"), picture, { height, width });
      deselectTool(store);
      store.set("scene", now);
      store.set("selection", { ...store.get("selection"), object: now.objects.length - 1 });
    } catch (error) {
      if (controller.signal.aborted) return;
      store.set("importing", null);
      const name = file.name || msg("The picture");
      store.set("notice", { file: name, error: errorOf(error) });
      return;
    }
  }
  store.set("importing", null);
}

/**
 * Ends the reading of pictures that is under way; those that were placed stay.
 *
 * @param {Store} store
 */
export function stopIntake(store) {
  running.get(store)?.abort();
  running.delete(store);
  store.set("importing", null);
}
