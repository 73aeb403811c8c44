import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { speak } from "../../../static/i18n/locale.js";
import { Store } from "../../../static/state/store.js";
import { read, write } from "../../../static/url/permalink.js";
import { UrlSync, readUrl } from "../../../static/url/url-sync.js";
import { random } from "../random.js";
import { CROSS, limits, palette, state } from "../examples.js";
import { cards, drawing } from "./states.js";

/** @import { Scene } from "../../../static/types/api.js" */

const context = { cards, limits, palette };
/** A drawing that does not fit in a link. */
const LARGE = drawing(random(1), 200, 200);

/** The picture that the server decodes of any other. */
const DECODED = `${CROSS.slice(0, -4)}AAAA`;

/** The same picture as `CROSS`, which the server refuses. */
const BROKEN = btoa(`${atob(CROSS)}?`);

/** Listeners of the window and the document. @type {Record<string, () => void>} */
let heard;
/** PNGs that the server refuses. @type {Set<string>} */
let refused;

beforeEach(() => {
  vi.useFakeTimers();
  [heard, refused] = [{}, new Set()];
  history.replaceState(null, "", "#");
  const listen = (/** @type {string} */ type, /** @type {() => void} */ listener) =>
    void (heard[type] = listener);
  vi.stubGlobal("addEventListener", listen);
  vi.spyOn(document, "addEventListener").mockImplementation(/** @type {any} */ (listen));
  vi.stubGlobal(
    "fetch",
    async (/** @type {string} */ url, /** @type {{ body: string }} */ { body }) => {
      expect(url).toMatch(/\/api\/pictures\/decode$/);
      const { picture } = JSON.parse(body);
      const error = { code: "invalid_input", message: "broken", where: "picture" };
      return refused.has(picture)
        ? new Response(JSON.stringify({ error }), { status: 422 })
        : new Response(JSON.stringify({ png: DECODED }));
    },
  );
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** @param {Partial<import("../../../static/types/state.js").State>} [fields] */
function opened(fields = {}) {
  const store = new Store(state({ model: cards[0], ...fields }));
  return { store, sync: new UrlSync(store, context) };
}

/** Goes to another fragment as a visitor does. @param {string} fragment */
function visit(fragment) {
  history.pushState(null, "", fragment);
  heard.hashchange?.();
}

/** @param {string} png @returns {Scene} */
const withPicture = (png) => ({
  objects: [
    { object: "face", row: 1, col: 1 },
    { object: "picture-x", row: 1, col: 2 },
  ],
  pictures: { "picture-x": png },
});

describe("the URL follows the state", () => {
  test("at once when the page opens, later 400 ms after the first of several changes", () => {
    const { store } = opened({ lab: "sweep" });
    const first = `#${write(store.state)}`;
    expect(location.hash).toBe(first);
    const replaced = vi.spyOn(history, "replaceState");
    store.set("lab", "compare");
    vi.advanceTimersByTime(399);
    store.set("theme", "light");
    expect(vi.getTimerCount()).toBe(1);
    expect(location.hash).toBe(first);
    vi.advanceTimersByTime(1);
    expect(location.hash).toBe(`#${write(store.state)}`);
    vi.advanceTimersByTime(10_000);
    expect(replaced).toHaveBeenCalledOnce();
  });

  test("not for what a link does not have, nor for a change that was undone", () => {
    const { store } = opened();
    const replaced = vi.spyOn(history, "replaceState");
    store.set("notice", "anything");
    expect(vi.getTimerCount()).toBe(0);
    store.set("lab", "sweep");
    store.set("lab", null);
    vi.advanceTimersByTime(400);
    expect(replaced).not.toHaveBeenCalled();
  });

  test("at once when the page is left or hidden", () => {
    const { store } = opened();
    store.set("lab", "sweep");
    heard.pagehide?.();
    expect(location.hash).toContain("lab=sweep");
    expect(vi.getTimerCount()).toBe(0);
    store.set("lab", "compare");
    heard.visibilitychange?.();
    expect(location.hash).toContain("lab=sweep");
    vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    heard.visibilitychange?.();
    expect(location.hash).toContain("lab=compare");
  });

  test("later if the browser refuses the change", () => {
    const { store } = opened();
    const replace = vi.spyOn(history, "replaceState").mockImplementationOnce(() => {
      throw new DOMException("too many calls", "SecurityError");
    });
    store.set("lab", "sweep");
    vi.advanceTimersByTime(400);
    expect(location.hash).not.toContain("lab=sweep");
    vi.advanceTimersByTime(400);
    expect(location.hash).toContain("lab=sweep");
    expect(replace).toHaveBeenCalledTimes(2);
  });
});

describe("another screen is a new history entry", () => {
  test("at once, and the entry before it keeps its newest state", () => {
    const { store } = opened({ screen: "opening" });
    const [pushed, replaced] = [vi.spyOn(history, "pushState"), vi.spyOn(history, "replaceState")];
    store.set("lab", "sweep");
    const left = `#${write(store.state)}`;
    store.set("screen", "play");
    expect(replaced.mock.lastCall?.[2]).toBe(left);
    expect(pushed.mock.calls.map(([, , fragment]) => fragment)).toEqual([location.hash]);
    expect(location.hash).not.toContain("screen=");
    store.set("lab", "compare");
    vi.advanceTimersByTime(400);
    expect(location.hash).toContain("lab=compare");
    expect(pushed).toHaveBeenCalledOnce();
  });

  test("which gets the pictures that its scene has, and no other", () => {
    const { store } = opened({ screen: "opening" });
    const pushed = vi.spyOn(history, "pushState");
    store.merge({ screen: "play", scene: withPicture(LARGE) });
    expect(pushed.mock.lastCall?.[0].pictures.scene).toEqual({ "picture-x": LARGE });
    store.merge({ screen: "opening", scene: { objects: [] } });
    expect(pushed.mock.lastCall?.[0]).toBeNull();
  });

  test("later if the browser refuses it", () => {
    const { store } = opened({ screen: "opening" });
    const pushed = vi.spyOn(history, "pushState").mockImplementationOnce(() => {
      throw new DOMException("too many calls", "SecurityError");
    });
    store.set("screen", "play");
    expect(location.hash).toContain("screen=opening");
    vi.advanceTimersByTime(400);
    expect(location.hash).not.toContain("screen=opening");
    expect(pushed).toHaveBeenCalledTimes(2);
  });

  test("but not if the user has gone to it", async () => {
    const { store } = opened({ screen: "opening" });
    visit("#model=small&lang=en");
    const pushed = vi.spyOn(history, "pushState");
    await vi.waitFor(() => expect(store.get("screen")).toBe("play"));
    vi.advanceTimersByTime(400);
    expect(pushed).not.toHaveBeenCalled();
  });
});

describe("the state follows the URL", () => {
  test("with another network's frame cleared, no tool, and the problems as a notice", async () => {
    const tool = { kind: /** @type {const} */ ("pen"), ink: 1, width: 1, drawing: null };
    const { store } = opened({ tool, frame: /** @type {any} */ ({}), lab: "sweep" });
    visit("#model=small&spread=2");
    await vi.waitFor(() => expect(store.get("model").id).toBe("small"));
    expect(store.get("frame")).toBeNull();
    expect(store.get("tool").kind).toBeNull();
    expect(store.get("lab")).toBeNull();
    expect(store.get("notice")).toContain("spread: expected a number from 0 to 1; got “2”");
    expect(location.hash, "valid again").toBe(`#${write(store.state)}`);
  });

  test("and a pending change does not overwrite the new fragment", async () => {
    const { store } = opened();
    store.set("lab", "sweep");
    history.pushState(null, "", "#model=small&lang=en");
    // The timer may come before the event.
    vi.advanceTimersByTime(400);
    expect(location.hash).toBe("#model=small&lang=en");
    heard.hashchange?.();
    await vi.waitFor(() => expect(store.get("model").id).toBe("small"));
    expect(store.get("lab")).toBeNull();
  });

  test("the last of two fragments applies, though the first takes longer to read", async () => {
    const { store } = opened();
    const models = /** @type {string[]} */ ([]);
    store.on(["model"], () => void models.push(store.get("model").id));
    visit(`#model=wide&${write(state({ model: cards[0], scene: withPicture(CROSS) }))}`);
    visit("#model=small");
    await vi.waitFor(() => expect(store.get("model").id).toBe("small"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(models).toEqual(["small"]);
    expect(location.hash).toContain("model=small");
  });
});

describe("pictures that do not fit in a link", () => {
  test("are stored in the history entry, told once, and read again after a reload", async () => {
    const { store } = opened();
    store.set("scene", withPicture(LARGE));
    vi.advanceTimersByTime(400);
    expect(history.state.pictures.scene).toEqual({ "picture-x": LARGE });
    expect(location.hash.length).toBeLessThan(1000);
    expect(store.get("notice")).toMatch(/^One picture is too large for a link/);

    store.set("notice", null);
    store.set("lab", "sweep");
    vi.advanceTimersByTime(400);
    expect(location.hash).toContain("lab=sweep");
    expect(store.get("notice"), "told once").toBeNull();

    const { changes, problems } = await readUrl(context, "en");
    expect(problems).toEqual([]);
    expect(changes.scene).toEqual(withPicture(LARGE));
    const reloaded = opened(changes);
    expect(reloaded.store.get("notice"), "not told again").toBeNull();

    store.set("scene", { objects: [] });
    vi.advanceTimersByTime(400);
    expect(history.state).toBeNull();
  });

  test("are stored again if only their pixels change", () => {
    const { store } = opened({ scene: withPicture(LARGE) });
    const before = location.hash;
    const other = drawing(random(2), 200, 200);
    store.set("scene", withPicture(other));
    vi.advanceTimersByTime(400);
    expect(location.hash).toBe(before);
    expect(history.state.pictures.scene).toEqual({ "picture-x": other });
  });

  test("of both scenes are counted in one notice", () => {
    const b = drawing(random(3), 200, 200);
    const { store } = opened();
    store.merge({ scene: withPicture(LARGE), pinned: withPicture(b) });
    vi.advanceTimersByTime(400);
    expect(store.get("notice")).toMatch(/^2 pictures are too large for a link/);
  });
});

describe("reading the URL", () => {
  test("leaves out a picture that the server refuses, with its objects, and reports it", async () => {
    refused.add(BROKEN);
    const selection = { object: 1, cell: null, slice: null };
    const text = write(state({ model: cards[0], scene: withPicture(BROKEN), selection }));
    expect(read(text, context).problems, "its checksums are right").toEqual([]);
    history.replaceState(null, "", `#${text}`);
    const { changes, problems } = await readUrl(context, "en");
    expect(changes.scene).toEqual({ objects: [{ object: "face", row: 1, col: 1 }], pictures: {} });
    expect(changes.selection?.object).toBeNull();
    expect(problems).toEqual(["picture-x: expected a PNG with its pixels"]);
  });

  test("does so for scene A too, and keeps the selection", async () => {
    refused.add(BROKEN);
    const scene = {
      objects: [
        { object: "face", row: 3, col: 3 },
        { object: "arm", row: 0, col: 0 },
      ],
    };
    const selection = { object: 1, cell: null, slice: null };
    const text = write(state({ model: cards[0], scene, selection, pinned: withPicture(BROKEN) }));
    history.replaceState(null, "", `#${text}`);
    const { changes } = await readUrl(context, "en");
    expect(changes.pinned?.objects).toEqual([{ object: "face", row: 1, col: 1 }]);
    expect(changes.scene).toEqual(scene);
    expect(changes.selection?.object).toBe(1);
  });

  test("replaces pictures by those that the server decodes", async () => {
    const now = state({ model: cards[0], scene: withPicture(CROSS), pinned: withPicture(CROSS) });
    history.replaceState(null, "", `#${write(now)}`);
    const { changes, problems } = await readUrl(context, "en");
    expect(problems).toEqual([]);
    expect(changes.scene).toEqual(withPicture(DECODED));
    expect(changes.pinned).toEqual(withPicture(DECODED));
  });

  test("ignores a history entry of another form", async () => {
    history.replaceState(
      { pictures: { scene: { "picture-x": CROSS } } },
      "",
      "#objects=picture-x.1.1&pictures=picture-x.",
    );
    const { problems } = await readUrl(context, "en");
    expect(problems[0]).toContain("a picture that fits in a link");
  });

  test.each([
    ["#model=old", "the visitor's", /\p{Script=Han}/u],
    ["#model=old&lang=en", "the link's", /^model: expected the id of a network/],
  ])("of %s reports problems in %s language", async (fragment, _, text) => {
    history.replaceState(null, "", fragment);
    const { problems } = await readUrl(context, "zh-Hans");
    await speak("en");
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(text);
  });
});
