import { msg, str } from "@lit/localize";
import { dequal } from "dequal/lite";
import { withDecodedPictures } from "../scene/decode-pictures.js";
import { noticeOf, read, write } from "./permalink.js";
import { PARTS } from "./parts.js";
import { ownIn } from "./own-link.js";
import { settled } from "../opening/link.js";
import { divide } from "./scene-codec.js";
import { speak } from "../i18n/locale.js";
import { errorOf } from "../state/error-types.js";
import { withFrames } from "../state/network-sides.js";
import { deselectTool } from "../scene/tools/tool.js";

/** @import { PermalinkContext, PicturesByScene } from "./url-params.js" */
/** @import { Store } from "../state/store.js" */
/** @import { State } from "../types/state.js" */

/** Least time between changes of the URL, ms: browsers allow 100 in 30 s. */
const WRITE_INTERVAL_MS = 400;

/**
 * Reads the page's URL, and switches to its language, else to the visitor's. Pictures are
 * those that the server decodes; broken ones are left out and reported.
 *
 * @param {PermalinkContext} context
 * @param {string} locale  the visitor's
 * @returns {Promise<Pick<ReturnType<typeof read>, "changes"|"problems"> & { notice: string|null }>}
 *   notice: what the visitor should know
 */
export async function readUrl(context, locale) {
  const all = { ...context, storedPictures: picturesInHistory() };
  const fragment = location.hash;
  // Known to the page before the link is read.
  const linked = (await context.own?.summon(ownIn(fragment))) ?? [];
  await speak(read(fragment, all).changes.locale ?? locale);
  const { given, ...link } = read(fragment, all);
  const { changes, problems } = settled(link.changes, given, context);
  changes.linked = linked;
  const missing = linked.find((network) => network.missing);
  if (missing) changes.bringing = { side: missing.side, step: "missing" };
  problems.unshift(...link.problems);
  let unseen = 0;
  for (const key of /** @type {const} */ (["scene", "pinned"])) {
    const given = changes[key];
    if (!given) continue;
    const { scene, broken, dark } = await withDecodedPictures(given);
    changes[key] = scene;
    if (key === "scene") unseen = dark.length;
    for (const name of broken) problems.push(msg(str`${name}: expected a PNG with its pixels`));
    if (broken.length && key === "scene" && changes.selection) {
      changes.selection = { ...changes.selection, object: null };
    }
  }
  return { changes, problems, notice: noticeOf(problems) ?? unseenNotice(unseen) };
}

/** @param {number} count  pictures that show nothing */
function unseenNotice(count) {
  if (count === 0) return null;
  return count === 1
    ? msg("A picture of this link shows nothing on the black canvas.")
    : msg(str`${count} pictures of this link show nothing on the black canvas.`);
}

/**
 * Keeps the URL in step with the state, and the state with the URL when the user goes to another
 * fragment. Another screen is a new history entry, so that the browser's Back returns to the screen
 * before it; all else replaces the present entry.
 *
 * Pictures that do not fit in the URL are stored in its history entry, and so survive a reload. A
 * notice says that the link lacks them.
 */
export class UrlSync {
  /**
   * @param {Store} store
   * @param {PermalinkContext} context
   */
  constructor(store, context) {
    this.store = store;
    this.context = context;
    /** The fragment last written or read. */
    this.shown = location.hash;
    /** The screen of the present history entry. */
    this.screen = store.get("screen");
    /** The newest state of that screen. */
    this.last = store.state;
    /** Names of the missing pictures that a notice has reported. @type {Set<string>} */
    this.announced = new Set(namesOf(divide(store.state).left));
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    store.on(
      PARTS.flatMap(({ keys }) => keys),
      () => this.changed(),
    );
    addEventListener("hashchange", () => void this.follow());
    // A page that is left or hidden may get no later chance to write.
    addEventListener("pagehide", () => this.write());
    document.addEventListener("visibilitychange", () => document.hidden && this.write());
    this.write();
  }

  changed() {
    const { state } = this.store;
    if (state.screen === this.screen) this.last = state;
    else if (location.hash === this.shown) return this.enter();
    this.timer ??= setTimeout(() => this.write(), WRITE_INTERVAL_MS);
  }

  /** Begins a history entry for another screen; the one before keeps its own newest state. */
  enter() {
    this.write(this.last);
    this.write();
  }

  /**
   * Writes a state to the URL if it has changed.
   *
   * @param {State} [state]
   */
  write(state = this.store.state) {
    clearTimeout(this.timer);
    this.timer = undefined;
    // The user has navigated; the new fragment is read first.
    if (location.hash !== this.shown) return;
    const fragment = `#${write(state)}`;
    const { left } = divide(state);
    if (fragment === location.hash && !this.differs(left)) return;
    const entry = namesOf(left).length === 0 ? null : { pictures: left };
    try {
      if (state.screen === this.screen) history.replaceState(entry, "", fragment);
      else history.pushState(entry, "", fragment);
    } catch {
      // The browser refused one change too many; retry later.
      this.timer ??= setTimeout(() => this.write(), WRITE_INTERVAL_MS);
      return;
    }
    this.screen = state.screen;
    this.last = state;
    this.shown = location.hash;
    this.noticeMissing(left);
  }

  /**
   * Whether the history entry stores other pictures.
   *
   * @param {PicturesByScene} left
   */
  differs(left) {
    return !dequal(left, picturesInHistory());
  }

  /**
   * Sets a notice, once for each picture, that the link lacks pictures.
   *
   * @param {PicturesByScene} left
   */
  noticeMissing(left) {
    const names = namesOf(left);
    const fresh = names.some((name) => !this.announced.has(name));
    this.announced = new Set(names);
    if (!fresh) return;
    const count = names.length;
    this.store.set(
      "notice",
      count === 1
        ? msg("One picture is too large for a link: it stays in this tab only.")
        : msg(str`${count} pictures are too large for a link: they stay in this tab only.`),
    );
  }

  /** Reads the state from a new fragment. */
  async follow() {
    const fragment = location.hash;
    if (fragment === this.shown) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const { changes, notice } = await readUrl(this.context, this.store.get("locale")).catch(
      (error) => ({
        changes: /** @type {Partial<State>} */ ({}),
        notice: String(errorOf(error).message),
      }),
    );
    if (location.hash !== fragment) return;
    this.shown = fragment;
    this.screen = changes.screen ?? this.screen;
    deselectTool(this.store);
    // Links have no classes: the visitor's own stay.
    const { classes } = this.store.get("trainingForm");
    if (changes.trainingForm) changes.trainingForm = { ...changes.trainingForm, classes };
    this.store.merge({ ...withFrames(this.store.state, changes), notice });
    this.write();
  }
}

/** @returns {PicturesByScene} */
function picturesInHistory() {
  /** @type {PicturesByScene} */
  const none = { scene: {}, pinned: {} };
  const stored = history.state?.pictures;
  return stored?.scene && stored.pinned ? stored : none;
}

/** @param {PicturesByScene} pictures */
function namesOf({ scene, pinned }) {
  return [...Object.keys(scene), ...Object.keys(pinned)];
}
