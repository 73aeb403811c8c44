import { beforeEach, afterEach, expect, test, vi } from "vitest";
import { HeadSwap } from "../../../static/opening/head-swap.js";
import { SUBJECT } from "../../../static/opening/subject.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Frame } from "../../../static/types/api.js" */
/** @import { Context } from "../../../static/ui/panel.js" */

const corner = card({ id: SUBJECT.corner, region: [0, 0, 4, 4] });
const everywhere = card({ id: SUBJECT.everywhere, region: [0, 0, 8, 8] });
const cornerHead = card({ id: "upper", region: [0, 0, 4, 4], convolutions: everywhere.id });
const everywhereHead = card({ id: "lower", region: [0, 0, 8, 8], convolutions: corner.id });
const cards = [corner, everywhere, cornerHead, everywhereHead];
const scene = { objects: [{ object: "face", row: 1, col: 1 }] };

/** @type {Store} */
let store;
/** @type {HeadSwap} */
let swap;
/** Lands the heads that fly. @type {() => void} */
let land;
const cancel = vi.fn();
const done = vi.fn();

/** Both networks answer the present scene. */
function answer() {
  const { model, twin, scene } = store.state;
  const frame = (/** @type {string|undefined} */ id) =>
    /** @type {Frame} */ ({ model: id, expected: null, scores: Float32Array.of(1, 0), scene });
  store.merge({ frame: frame(model.id), twinFrame: frame(twin?.id) });
}

/** Whose layers and heads are shown. */
const shown = () => [store.get("model").id, store.get("twin")?.id];
const whole = [everywhere.id, corner.id];
const swapped = ["upper", "lower"];

/** Lets what was awaited go on. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  store = new Store(state({ screen: "opening", model: everywhere, twin: corner, scene }));
  swap = new HeadSwap(/** @type {Context} */ ({ store, cards }), {
    redraw: async () => {},
    fly: () =>
      new Promise((resolve) => {
        land = () => resolve([/** @type {Animation} */ (/** @type {unknown} */ ({ cancel }))]);
      }),
    done,
  });
  answer();
});

afterEach(() => vi.useRealTimers());

test("heads fly with the answers before, and are exchanged when they land", async () => {
  const rest = swap.press();
  await settle();
  expect(swap.kept?.twin.answer).toBe(corner.outputs[0]);
  expect(shown()).toEqual(whole);
  land();
  await settle();
  expect(shown()).toEqual(swapped);
  expect(swap.kept).not.toBe(null);
  answer();
  await rest;
  expect(swap.kept).toBe(null);
  expect(cancel).toHaveBeenCalledOnce();
  expect(done).toHaveBeenCalledOnce();
});

test.each([
  [2, whole],
  [3, swapped],
])("%d quick presses: each one counts", async (presses, end) => {
  for (let i = 0; i < presses; i++) void swap.press();
  for (let i = 0; i < presses; i++) {
    await settle();
    land();
    await settle();
    answer();
    await settle();
  }
  expect(shown()).toEqual(end);
  expect(swap.running).toBe(null);
  expect(done).toHaveBeenCalledOnce();
});

test("a press while the object moves waits for both answers", async () => {
  store.set("scene", { objects: [{ object: "face", row: 2, col: 2 }] });
  void swap.press();
  await settle();
  expect(swap.kept).toBe(null);
  answer();
  await settle();
  expect(swap.kept).not.toBe(null);
  land();
  await settle();
  expect(shown()).toEqual(swapped);
});

test("heads are exchanged without a flight if the answers do not come", async () => {
  store.set("twinFrame", null);
  void swap.press();
  await vi.advanceTimersByTimeAsync(4000);
  expect(shown()).toEqual(swapped);
});

test("an end leaves the heads where they are", async () => {
  void swap.press();
  await settle();
  swap.end();
  land();
  await settle();
  expect(shown()).toEqual(whole);
  expect(cancel).toHaveBeenCalledOnce();
  expect(done).not.toHaveBeenCalled();
  void swap.press();
  await settle();
  land();
  await settle();
  expect(shown()).toEqual(swapped);
});
