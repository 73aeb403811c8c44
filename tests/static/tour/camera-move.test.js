import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Store } from "../../../static/state/store.js";
import { CameraMove, between } from "../../../static/tour/camera-move.js";
import { state } from "../examples.js";

/** @import { Context } from "../../../static/ui/panel.js" */
/** @import { State, Turn } from "../../../static/types/state.js" */

/** @type {Turn} */
const HOME = { from: [1, 0, 0], zoom: 1, pan: [0, 0, 0] };

/**
 * @param {boolean} still  whether the visitor prefers reduced motion
 * @param {number} [clientWidth]  of the stage, px
 * @param {Partial<State>} [changes]
 */
function moving(still, clientWidth = 700, changes = {}) {
  vi.spyOn(window, "matchMedia").mockReturnValue(/** @type {any} */ ({ matches: still }));
  const store = new Store(state({ tour: null, ...changes }));
  const figures = new Map([["model", { box: { clientWidth, clientHeight: 400 } }]]);
  const move = new CameraMove(/** @type {Context} */ (/** @type {unknown} */ ({ store, figures })));
  return { store, move };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("a turn halfway is between both", () => {
  const there = { ...HOME, from: /** @type {const} */ ([0, 1, 0]), zoom: 0.5, pan: HOME.pan };
  const { from, zoom } = between(HOME, /** @type {any} */ (there), 0.5);
  expect(zoom).toBe(0.75);
  expect(Math.hypot(...from)).toBeCloseTo(1);
  expect(from[0]).toBeCloseTo(from[1]);
});

test("with reduced motion the camera is there at once", () => {
  const { store, move } = moving(true);
  move.move({ towards: "front", pan: [0.1, 0, 0], zoom: 0.5 });
  // It is no turn of the user's, which could be turned back.
  expect(store.get("camera")).toMatchObject({
    preset: "flow",
    turn: { zoom: 0.5, pan: [0.1, 0, 0] },
    guided: true,
  });
  move.move(null);
  expect(store.get("camera")).toEqual({ preset: "flow", turn: null });
});

test("on a narrow stage the whole figure stays in view", () => {
  const { store, move } = moving(true, 699);
  move.move({ towards: "flow", pan: [0.1, 0, 0], zoom: 0.5 });
  expect(store.get("camera")).toEqual({ preset: "flow", turn: null });
});

test("it moves over some time, and stays where the user turns it meanwhile", () => {
  const { store, move } = moving(false);
  move.move({ towards: "flow", pan: [0, 0, 0], zoom: 0.5 });
  vi.advanceTimersByTime(200);
  const zoom = store.get("camera").turn?.zoom ?? 0;
  expect(zoom).toBeGreaterThan(0.5);
  expect(zoom).toBeLessThan(1);
  const own = { preset: /** @type {const} */ ("side"), turn: null };
  store.set("camera", own);
  vi.advanceTimersByTime(2000);
  expect(store.get("camera")).toBe(own);
});

test("a step of the tour moves it, and leaving does not", () => {
  const { store } = moving(true);
  const before = store.get("camera");
  store.set("tour", { step: "everywhere", done: [] });
  vi.advanceTimersByTime(50);
  expect(store.get("camera").guided).toBe(true);
  store.set("camera", before);
  store.set("tour", null);
  vi.advanceTimersByTime(50);
  expect(store.get("camera")).toBe(before);
});

test("it fits the shape that the step's own figures have", () => {
  const shot = (/** @type {number} */ before, /** @type {number} */ after) => {
    const { store, move } = moving(true, 800);
    const box = /** @type {any} */ (move.context.figures?.get("model")?.box);
    box.clientHeight = before;
    store.set("tour", { step: "everywhere", done: [] });
    // The second figure goes, so the first one has all the height.
    box.clientHeight = after;
    vi.advanceTimersByTime(50);
    return store.get("camera").turn;
  };
  expect(shot(400, 800)).toEqual(shot(800, 800));
  expect(shot(400, 400)).not.toEqual(shot(800, 800));
});

test("a link's step moves it, unless the link has a turn of its own", () => {
  const tour = { step: "everywhere", done: [] };
  const { store } = moving(true, 700, { tour });
  vi.advanceTimersByTime(50);
  expect(store.get("camera").guided).toBe(true);
  const camera = { preset: /** @type {const} */ ("side"), turn: { ...HOME, zoom: 2 } };
  const { store: own } = moving(true, 700, { tour, camera });
  vi.advanceTimersByTime(50);
  expect(own.get("camera")).toBe(camera);
});
