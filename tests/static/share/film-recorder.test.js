import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { record } from "../../../static/export/canvas-recorder.js";
import { filmFrame } from "../../../static/export/film-frame.js";
import { Filming } from "../../../static/share/film-recorder.js";
import { LocalisedError } from "../../../static/state/error-types.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

vi.mock("../../../static/export/canvas-recorder.js");
vi.mock("../../../static/export/film-frame.js");

/** @import { Frame, Scene } from "../../../static/types/api.js" */
/** @import { Context } from "../../../static/ui/panel.js" */

const FILM = { blob: new Blob(["film"]), length: 900, ending: "webm" };
/** @param {number} col */
const faceAt = (col) => ({ objects: [{ object: "face", row: 0, col }] });

/** Scenes that were drawn. @type {unknown[]} */
let drawn;

beforeEach(() => {
  vi.useFakeTimers();
  drawn = [];
  const draw = (/** @type {unknown} */ scene) => void drawn.push(scene);
  vi.mocked(filmFrame).mockReturnValue({ canvas: document.createElement("canvas"), draw });
  vi.mocked(record).mockReset().mockResolvedValue(FILM);
  let films = 0;
  vi.spyOn(URL, "createObjectURL").mockImplementation(() => `blob:${++films}`);
  vi.spyOn(URL, "revokeObjectURL").mockImplementation(() => {});
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function opened() {
  const store = new Store(state({ scene: faceAt(0) }));
  const filming = new Filming(
    /** @type {Context} */ (/** @type {unknown} */ ({ store, figures: new Map() })),
    () => {},
  );
  return { store, filming };
}

/** A drag of 200 ms, 100 ms a step. */
function dragged() {
  const { store, filming } = opened();
  for (const col of [1, 2, 3]) {
    store.set("scene", faceAt(col));
    vi.advanceTimersByTime(100);
  }
  return { store, filming };
}

/** The argument of the last recording. */
const shot = () =>
  /** @type {Parameters<typeof record>[0]} */ (vi.mocked(record).mock.lastCall?.[0]);

describe("a replay", () => {
  test("is the last drag with 400 ms of rest at both ends, on the page and in the film", async () => {
    const { store, filming } = dragged();
    const seen = /** @type {unknown[]} */ ([]);
    vi.mocked(record).mockImplementation(async ({ draw, length }) => {
      expect(length, "shorter films would be 0:00 in a player").toBe(2000);
      for (const time of [0, 399, 500, 600, length]) {
        draw(time);
        seen.push(store.get("scene"));
      }
      return FILM;
    });
    await filming.replay();
    expect(drawn).toEqual([faceAt(0), faceAt(0), faceAt(2), faceAt(3), faceAt(3)]);
    expect(seen).toEqual(drawn);
  });

  test.each([
    ["made", async () => FILM],
    ["cancelled", async () => null],
    ["failed", () => Promise.reject(new Error("no encoder"))],
  ])("that was %s leaves the scene and the drag as they were", async (_, end) => {
    const { store, filming } = dragged();
    const [scene, drag] = [store.get("scene"), filming.drag.last()];
    vi.mocked(record).mockImplementation(async ({ draw }) => {
      for (const time of [0, 450, 550]) draw(time);
      return end();
    });
    await filming.replay();
    expect(store.get("scene")).toBe(scene);
    expect(filming.drag.last()).toEqual(drag);
    // Later drags are recorded again.
    store.set("scene", faceAt(4));
    expect(filming.drag.last()).not.toEqual(drag);
  });

  test("is made once, though it is asked for again meanwhile", async () => {
    const { filming } = dragged();
    const drag = filming.drag.last();
    vi.mocked(record).mockImplementation(async ({ draw }) => {
      await filming.replay();
      for (const time of [0, 450, 550]) draw(time);
      return FILM;
    });
    await filming.replay();
    expect(record).toHaveBeenCalledOnce();
    expect(filming.drag.last()).toEqual(drag);
  });

  test("begins once the figures show its first scene, and shows what they show", async () => {
    const { store, filming } = dragged();
    const frame = (/** @type {Scene} */ scene) => /** @type {Frame} */ ({ scene });
    const [late, between] = [store.get("scene"), faceAt(1)];
    store.set("frame", frame(late));
    vi.mocked(record).mockImplementation(async ({ draw }) => {
      draw(0);
      store.set("frame", frame(between));
      draw(600);
      return FILM;
    });
    const film = filming.replay();
    await vi.advanceTimersByTimeAsync(500);
    expect(record, "the figures still show the drag's end").not.toHaveBeenCalled();
    const first = store.get("scene");
    expect(first).toEqual(faceAt(0));
    store.set("frame", frame(first));
    await film;
    expect(drawn).toEqual([faceAt(0), between]);
  });

  test("needs a drag", async () => {
    const { filming } = opened();
    expect(filming.state.dragged).toBe(false);
    await filming.replay();
    expect(record).not.toHaveBeenCalled();
    expect(dragged().filming.state.dragged).toBe(true);
  });
});

describe("a live film", () => {
  test("shows the page's scene at each time", async () => {
    const { store, filming } = opened();
    vi.mocked(record).mockImplementation(async ({ draw }) => {
      draw(0);
      store.set("scene", faceAt(7));
      draw(100);
      return FILM;
    });
    await filming.live();
    expect(drawn).toEqual([faceAt(0), faceAt(7)]);
  });

  test("has the format that was chosen, and all networks with a figure", async () => {
    const { filming } = opened();
    await filming.live();
    expect(vi.mocked(filmFrame).mock.lastCall?.[1]).toBe("wide");
    filming.set({ format: "square" });
    filming.context.figures?.set("model", /** @type {any} */ ("a figure"));
    await filming.live();
    expect(vi.mocked(filmFrame).mock.lastCall?.[1]).toBe("square");
    const card = filming.context.store.get("model");
    expect(vi.mocked(filmFrame).mock.lastCall?.[0](faceAt(0))).toMatchObject({
      strands: [{ card, title: card.title, figure: "a figure", frame: null }],
      scene: faceAt(0),
    });
  });

  test("is forgotten once another drag was made, or before other networks", async () => {
    const { store, filming } = dragged();
    await filming.live();
    filming.forgetStale();
    expect(filming.state.film).not.toBeNull();
    store.set("scene", faceAt(9));
    filming.forgetStale();
    expect(filming.state.film).toBeNull();
    await filming.live();
    store.set("model", { ...store.get("model"), id: "other" });
    filming.forgetStale();
    expect(filming.state).toMatchObject({ film: null, dragged: false });
  });

  test("is kept, and its progress told while it is made", async () => {
    const { filming } = opened();
    const states = /** @type {unknown[]} */ ([]);
    vi.mocked(record).mockImplementation(async ({ progress }) => {
      progress(250);
      states.push(filming.state);
      return FILM;
    });
    await filming.live();
    expect(states).toMatchObject([{ phase: "live", time: 250, length: 20_000, film: null }]);
    expect(filming.state).toMatchObject({ phase: "idle", film: { ...FILM, url: "blob:1" } });
  });

  test("is the only one at a time", async () => {
    const { filming } = dragged();
    const { promise, resolve } = /** @type {PromiseWithResolvers<typeof FILM>} */ (
      Promise.withResolvers()
    );
    vi.mocked(record).mockReturnValue(promise);
    const first = filming.live();
    await filming.live();
    await filming.replay();
    expect(record).toHaveBeenCalledOnce();
    expect(filming.state.phase).toBe("live");
    resolve(FILM);
    await first;
    await filming.live();
    expect(record).toHaveBeenCalledTimes(2);
    expect(URL.revokeObjectURL, "the film before it").toHaveBeenCalledExactlyOnceWith("blob:1");
  });

  test("that is cancelled is no film; one that fails tells why until the next", async () => {
    const { filming } = opened();
    vi.mocked(record).mockResolvedValueOnce(null);
    await filming.live();
    expect(filming.state).toMatchObject({ phase: "idle", film: null, failure: null });
    vi.mocked(record).mockRejectedValueOnce(new LocalisedError("cannot record"));
    await filming.live();
    const failure = { code: "localised", message: "cannot record" };
    expect(filming.state).toMatchObject({ phase: "idle", film: null, failure });
    await filming.live();
    expect(filming.state).toMatchObject({ film: FILM, failure: null });
  });

  test("ends by a signal of its own: stopped, cancelled, or left", async () => {
    const { store, filming } = opened();
    await filming.live();
    filming.stop();
    expect([shot().stop.aborted, shot().cancel.aborted]).toEqual([true, false]);
    await filming.live();
    expect(shot().stop.aborted, "of the next film").toBe(false);
    filming.cancel();
    expect([shot().stop.aborted, shot().cancel.aborted]).toEqual([false, true]);
    await filming.live();
    filming.close();
    expect(shot().cancel.aborted).toBe(true);
    store.set("scene", faceAt(1));
    expect(filming.state.dragged, "drags are no longer recorded").toBe(false);
  });
});
