import { LocalisedError, errorOf } from "../state/error-types.js";
import { msg, str } from "@lit/localize";
import { fileSize } from "../i18n/locale.js";
import { fileName } from "../i18n/quotation.js";
import { sendPicture } from "../server/api.js";
import { addPicture } from "./scene.js";
import { deselectTool } from "./tools/tool.js";

/** @import { Store } from "../state/store.js" */
/** @import { Adjustment } from "../types/api.js" */
/** @import { DarkNotice, DarkPicture } from "../types/state.js" */

/** The controller of each store's running import. @type {WeakMap<Store, AbortController>} */
const running = new WeakMap();

/**
 * Adds the pictures in chosen, pasted or dropped files to the scene. The first file that fails ends
 * the import with a notice; pictures added before it stay. Those that would show nothing on the black
 * canvas are not added: a notice asks what to do with them.
 *
 * @param {Store} store
 * @param {Iterable<File>} files
 * @param {typeof sendPicture} [send]
 * @param {Adjustment|null} [adjust]  null: ask about pictures that would show nothing
 */
export async function importImages(store, files, send = sendPicture, adjust = null) {
  cancelImport(store);
  const controller = new AbortController();
  running.set(store, controller);
  store.set("notice", null);
  const limits = store.get("limits");
  const maxBytes = limits.file.bytes;
  /** @type {DarkPicture[]} */
  const dark = [];
  for (const file of files) {
    const name = file.name ? fileName(file.name) : msg("The picture");
    store.set("importing", name);
    try {
      // The server would close the connection during the upload, and its response would be lost.
      if (file.size > maxBytes)
        throw new LocalisedError(msg(str`expected at most ${fileSize(maxBytes)}`));
      const { id } = store.get("model");
      const picture = await send(file, id, controller.signal, adjust ?? "none");
      if (controller.signal.aborted) return;
      if (!picture.visible && adjust === null) {
        dark.push({ name, file, adjustments: picture.adjustments });
        continue;
      }
      const [, height, width] = store.get("model").input_shape;
      const now = addPicture(store.get("scene"), picture, { height, width }, limits.scene);
      deselectTool(store);
      store.set("scene", now);
      store.set("selection", { ...store.get("selection"), object: now.objects.length - 1 });
    } catch (error) {
      if (controller.signal.aborted) return;
      store.set("importing", null);
      const reason = await failureOf(file, error);
      const then = dark.length ? { dark } : null;
      if (!controller.signal.aborted) store.set("notice", { file: name, error: reason, then });
      return;
    }
  }
  store.set("importing", null);
  if (dark.length) store.set("notice", { dark });
}

/**
 * Adds the first picture of a notice that shows nothing on black, and asks about the next.
 *
 * @param {Store} store
 * @param {DarkNotice} notice
 * @param {Adjustment} adjust
 * @param {typeof sendPicture} [send]
 */
export async function importDark(store, { dark }, adjust, send = sendPicture) {
  const [first, ...others] = dark;
  if (!first) return;
  await importImages(store, [first.file], send, adjust);
  const notice = store.get("notice");
  const then = others.length ? { dark: others } : null;
  if (notice === null) store.set("notice", then);
  else if (typeof notice === "object" && "file" in notice) store.set("notice", { ...notice, then });
}

/**
 * Why a file was not imported. Browsers report a file that they cannot read, such as a folder, as a
 * failed connection.
 *
 * @param {File} file
 * @param {unknown} error  of its upload
 */
async function failureOf(file, error) {
  const reason = errorOf(error);
  if (reason.code !== "unreachable") return reason;
  const readable = await file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
  if (readable) return reason;
  return errorOf(new LocalisedError(msg("expected a file that can be read; is it a folder?")));
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
