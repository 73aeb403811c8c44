import { LocalisedError, errorOf } from "../state/error-types.js";
import { msg, str } from "@lit/localize";
import { fileSize } from "../i18n/locale.js";
import { sendPicture } from "../server/api.js";
import { addPicture } from "./scene.js";
import { deselectTool } from "./tools/tool.js";

/** @import { Store } from "../state/store.js" */

/** The controller of each store's running import. @type {WeakMap<Store, AbortController>} */
const running = new WeakMap();

/**
 * Adds the pictures in chosen, pasted or dropped files to the scene. The first file that fails ends
 * the import with a notice; pictures added before it stay.
 *
 * @param {Store} store
 * @param {Iterable<File>} files
 * @param {typeof sendPicture} [send]
 */
export async function importImages(store, files, send = sendPicture) {
  cancelImport(store);
  const controller = new AbortController();
  running.set(store, controller);
  store.set("notice", null);
  const limits = store.get("limits");
  const maxBytes = limits.file.bytes;
  for (const file of files) {
    store.set("importing", file.name || msg("The picture"));
    try {
      // The server would close the connection during the upload, and its response would be lost.
      if (file.size > maxBytes)
        throw new LocalisedError(msg(str`expected at most ${fileSize(maxBytes)}`));
      const picture = await send(file, store.get("model").id, controller.signal);
      if (controller.signal.aborted) return;
      const [, height, width] = store.get("model").input_shape;
      const now = addPicture(store.get("scene"), picture, { height, width }, limits.scene);
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
 * Aborts a running import; pictures added so far stay.
 *
 * @param {Store} store
 */
export function cancelImport(store) {
  running.get(store)?.abort();
  running.delete(store);
  store.set("importing", null);
}
