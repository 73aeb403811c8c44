import { msg, str } from "@lit/localize";
import { dequal } from "dequal/lite";
import { fileSize } from "../i18n/locale.js";
import { isBrought } from "../network/family.js";
import { LocalisedError, errorOf } from "../state/error-types.js";
import { importImages } from "../scene/image-import.js";
import { mainFile, sorted } from "./chosen-files.js";
import { askNext, renounce, supply, wanted } from "./missing.js";
import { presentAll, replace } from "./present.js";

/** @import { Store } from "../state/store.js" */
/** @import { AppError, Bringing, OwnNetwork, Sending, Side } from "../types/state.js" */
/** @import { Card, OwnOptions, Reduce } from "../types/api.js" */
/** @import { Progress } from "../server/upload.js" */
/** @import { Home } from "./present.js" */

/** Before the first report. @type {Sending} */
const NOTHING_SENT = { sent: 0, total: Infinity };

/**
 * Opens the dialog in which a network is chosen for one side.
 *
 * @param {Store} store
 * @param {Side} side
 */
export function openDialog(store, side) {
  store.set("bringing", { side, step: "choose" });
}

/**
 * Sends a network, shows it on one side with the pictures beside it, and closes the dialog. A refusal stays in the
 * dialog. While a network is missing, the files are for that one, and whatever else they hold is not shown unasked.
 *
 * @param {Home} home
 * @param {File[]} files  a network, or weights in safetensors and the JSON of their card; with them, if the visitor
 *   likes, a text file with the names of the classes, and pictures
 * @param {Side} side
 * @param {OwnOptions} [options]
 */
export async function bring(home, files, side, options = {}) {
  const { store, own } = home;
  const missing = wanted(store);
  const place = missing?.side ?? side;
  const all = { ...missing?.options, ...options };
  const expected = missing ? { expected: missing.id } : {};
  let guessed = false;
  const card = await transfer(home, fileSteps(place, files, all), async (call) => {
    const brought = await own.bring(within(store, files), all, { ...call, ...expected });
    guessed = brought.guessed;
    return brought.card;
  });
  if (!card) return;
  if (missing && card.id !== missing.id) {
    store.set("bringing", { side: place, step: "other", files });
    return;
  }
  if (missing) {
    store.set("screen", "play");
    supply(store, missing, card);
  } else {
    showAndClose(home, place, card, makeRoom(store, place));
  }
  const { pictures, others } = sorted(files);
  store.set("arrived", { id: card.id, guessed, others: others.map(({ name }) => name) });
  if (pictures.length > 0) await importImages(store, pictures);
}

/**
 * Shows the network of other files in place of the missing one, whose settings it gets, under its own title.
 *
 * @param {Home} home
 * @param {File[]} files
 */
export async function bringOther(home, files) {
  const { store, own } = home;
  const missing = wanted(store);
  if (!missing) return;
  const { title: _, ...options } = missing.options;
  const card = await transfer(home, fileSteps(missing.side, files, options), async (call) => {
    const brought = await own.bring(files, options, call);
    return brought.card;
  });
  if (card) supply(store, missing, card);
}

/**
 * Sends the files again whose network ends in a map.
 *
 * @param {Home} home
 * @param {Extract<Bringing, { step: "map" }>} asked
 * @param {Reduce} reduce
 */
export async function bringReduced(home, { files, side, options }, reduce) {
  await bring(home, files, side, { ...options, reduce });
}

/**
 * Shows a network that this browser keeps, on one side.
 *
 * @param {Home} home
 * @param {Pick<OwnNetwork, "id"|"title">} network
 * @param {Side} side
 */
export async function showOwn(home, { id, title }, side) {
  const card = await transfer(home, steps(side, title), async () => {
    const found = await home.own.card(id);
    if (!found) throw new LocalisedError(msg("This browser has the file no more."));
    return found;
  });
  if (!card) return;
  const opening = home.store.get("screen") === "opening";
  showAndClose(home, side, card, opening ? makeRoom(home.store, side) : {});
}

/**
 * Leaves the first screen, and takes a pair of the page's own networks away, which it leaves behind: a network
 * of the visitor in place of one of them has the figure to itself. Beside another one of theirs it is compared.
 *
 * @param {Store} store
 * @param {Side} side  that the visitor's network is for
 * @returns {{ twin?: null }}  what is to be shown with it, as one step
 */
function makeRoom(store, side) {
  const [model, twin] = [store.get("model"), store.get("twin")];
  const pair = twin && [model, twin].every((card) => !isBrought(card));
  store.set("screen", "play");
  return side === "model" && pair ? { twin: null } : {};
}

/**
 * Shows what the dialog was for, and closes it.
 *
 * @param {Home} home
 * @param {Side} side
 * @param {Card} card
 * @param {{ twin?: null }} others
 */
function showAndClose(home, side, card, others) {
  presentAll(home, { ...others, [side]: card });
  home.store.set("bringing", null);
}

/**
 * Sends a network with other settings, and shows it in place of the former one. The form stays open until the
 * server has taken them, so that a refusal loses nothing of it.
 *
 * @param {Home} home
 * @param {Side} side
 * @param {OwnOptions} options  all of them
 */
export async function bringChanged(home, side, options) {
  const { store, own } = home;
  const former = store.get(side);
  if (!former) return;
  if (dequal(options, store.get("own").find(({ id }) => id === former.id)?.options)) {
    store.set("bringing", null);
    return;
  }
  const card = await transfer(
    home,
    {
      sending: (sending) => ({ side, step: "settings", sending }),
      refused: (error) => ({ side, step: "settings", error }),
    },
    (call) => own.change(former.id, options, call),
  );
  if (!card) return;
  replace(store, former.id, card);
  store.set("bringing", null);
}

/**
 * Ends a running transfer, or closes the dialog. Settings that are being sent can be changed again; what is
 * missing is asked for again before it is given up.
 *
 * @param {Home} home
 */
export function cancel(home) {
  const { store, own } = home;
  const now = store.get("bringing");
  own.transfer?.abort();
  own.transfer = null;
  if (now?.step === "settings" && now.sending) {
    store.set("bringing", { side: now.side, step: "settings" });
  } else if (now?.step === "missing") {
    renounce(home);
    store.set("bringing", null);
  } else {
    askNext(store);
  }
}

/**
 * What the dialog shows during a transfer, and after it.
 *
 * @typedef {object} Steps
 * @property {(sending: Sending) => Bringing} sending
 * @property {(error: AppError) => Bringing} refused
 */

/**
 * @param {Side} side
 * @param {string} file  its name
 * @returns {Steps}
 */
function steps(side, file) {
  return {
    sending: (sending) => ({ side, step: "send", file, ...sending }),
    refused: (error) => ({ side, step: "refused", file, error }),
  };
}

/**
 * Those of files, which a question may interrupt.
 *
 * @param {Side} side
 * @param {File[]} files
 * @param {OwnOptions} options
 * @returns {Steps}
 */
function fileSteps(side, files, options) {
  const plain = steps(side, mainFile(files)?.name ?? "");
  return {
    ...plain,
    refused: (error) =>
      error.code === "choose_reduce" || error.code === "choose_reduce_of_two"
        ? {
            side,
            step: "map",
            files,
            options,
            two: error.code === "choose_reduce_of_two",
          }
        : plain.refused(error),
  };
}

/**
 * Sends, and shows in the dialog how far that is. A later transfer ends an earlier one. The dialog stays open for
 * what the caller has to say next: one that closes in between would report its end too late.
 *
 * @param {Home} home
 * @param {Steps} steps
 * @param {(call: { signal: AbortSignal, progress: Progress }) => Promise<Card>} send
 * @returns {Promise<Card|null>}  null if it was refused or cancelled
 */
async function transfer({ store, own }, { sending, refused }, send) {
  own.transfer?.abort();
  const controller = new AbortController();
  const { signal } = controller;
  own.transfer = controller;
  const show = (/** @type {Bringing} */ now) => {
    if (!signal.aborted) store.set("bringing", now);
  };
  show(sending(NOTHING_SENT));
  try {
    const progress = (/** @type {number} */ sent, /** @type {number} */ total) =>
      show(sending({ sent, total }));
    const card = await send({ signal, progress });
    if (signal.aborted) return null;
    own.transfer = null;
    return card;
  } catch (error) {
    show(refused(errorOf(error)));
    return null;
  }
}

/**
 * The files, unless the server would refuse them after the whole network was sent.
 *
 * @param {Store} store
 * @param {File[]} files
 * @throws {LocalisedError}
 */
function within(store, files) {
  const limits = store.get("limits").own;
  const bytes = mainFile(files)?.size ?? 0;
  if (limits && !limits.allowed)
    throw new LocalisedError(msg("This server takes no networks from visitors."));
  if (limits && bytes > limits.bytes) {
    const [most, size] = [fileSize(limits.bytes), fileSize(bytes)];
    throw new LocalisedError(msg(str`The file has ${size}; this server takes at most ${most}.`));
  }
  return files;
}
