import { errorOf } from "../state/error-types.js";
import { msg } from "@lit/localize";
import { fileName } from "../i18n/quotation.js";
import { sendPicture } from "../server/api.js";
import { addPicture } from "./scene.js";
import { readPicture } from "./picture-file.js";
import { deselectTool } from "./tools/tool.js";

/** @import { Store } from "../state/store.js" */
/** @import { Adjustment, Picture } from "../types/api.js" */
/** @import { DarkNotice, DarkPicture, FileError } from "../types/state.js" */

/** The controller of each store's running import. @type {WeakMap<Store, AbortController>} */
const running = new WeakMap();

/**
 * Adds the pictures in chosen, pasted or dropped files to the scene. A notice names each file that fails,
 * and why. Pictures that would show nothing on the black canvas are not added: a notice asks what to do
 * with them.
 *
 * @param {Store} store
 * @param {Iterable<File>} files
 * @param {typeof sendPicture} [send]
 * @param {Adjustment|null} [adjust]  null: ask about pictures that would show nothing
 */
export async function importImages(store, files, send = sendPicture, adjust = null) {
  cancelImport(store);
  const controller = new AbortController();
  const { signal } = controller;
  running.set(store, controller);
  store.set("notice", null);
  /** @type {DarkPicture[]} */
  const dark = [];
  /** @type {FileError[]} */
  const failed = [];
  for (const file of files) {
    const name = file.name ? fileName(file.name) : msg("The picture");
    store.set("importing", name);
    try {
      const content = await readPicture(file, store.get("limits").file);
      const picture = await send(content, store.get("model").id, signal, adjust ?? "none");
      if (signal.aborted) return;
      if (picture.visible || adjust !== null) place(store, picture);
      else dark.push({ name, file, adjustments: picture.adjustments });
    } catch (error) {
      if (signal.aborted) return;
      failed.push({ file: name, error: errorOf(error) });
    }
  }
  store.set("importing", null);
  const then = dark.length ? { dark } : null;
  store.set("notice", failed.length ? { failed, then } : then);
}

/**
 * Adds a picture in the middle of the canvas, and selects it.
 *
 * @param {Store} store
 * @param {Picture} picture
 */
function place(store, picture) {
  const [, height, width] = store.get("model").input_shape;
  const limits = store.get("limits").scene;
  const now = addPicture(store.get("scene"), picture, { height, width }, limits);
  deselectTool(store);
  store.set("scene", now);
  store.set("selection", { ...store.get("selection"), object: now.objects.length - 1 });
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
  else if (typeof notice === "object" && "failed" in notice)
    store.set("notice", { ...notice, then });
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
