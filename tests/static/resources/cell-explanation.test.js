import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cellExplanationResource } from "../../../static/resources/cell-explanation.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Cell, Pin } from "../../../static/types/state.js" */
/** @import { CellResponse, Scene } from "../../../static/types/api.js" */

/** @type {Cell} */
const cell = { side: "model", layer: "pool1", channel: 1, row: 2, col: 3 };
/** @type {Pin} */
const unit = { side: "model", layer: "fc2", unit: 1 };

/** @param {string} model @param {Scene} _scene @param {Pin} pin */
const answerTo = (model, _scene, pin) =>
  Promise.resolve(/** @type {CellResponse} */ ({ model, layer: pin.layer, value: 1 }));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** @param {Store} store @param {Cell|null} at */
const look = (store, at) => store.set("selection", { ...store.get("selection"), cell: at });

/** @param {number} row */
const scene = (row) => ({ objects: [{ object: "face", row, col: 0 }] });

test("a cell is explained when the pointer rests on it, not when it moves past", async () => {
  const store = new Store(state());
  const fetch = vi.fn(answerTo);
  cellExplanationResource(store, fetch);
  look(store, cell);
  await vi.advanceTimersByTimeAsync(20);
  look(store, { ...cell, col: 0 });
  await vi.advanceTimersByTimeAsync(50);
  expect(fetch).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(20);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(store.get("explained")).toMatchObject({
    pin: { ...cell, col: 0 },
    response: { layer: "pool1" },
    problem: null,
  });
});

test("a pinned cell is explained at once, wherever the pointer is", async () => {
  const store = new Store(state());
  const fetch = vi.fn(answerTo);
  cellExplanationResource(store, fetch);
  store.set("pinnedCell", unit);
  await vi.advanceTimersByTimeAsync(0);
  expect(store.get("explained")?.pin).toEqual(unit);
  look(store, cell);
  await vi.advanceTimersByTimeAsync(500);
  expect(fetch).toHaveBeenCalledTimes(1);
  store.set("pinnedCell", null);
  await vi.advanceTimersByTimeAsync(500);
  expect(store.get("explained")?.pin).toEqual(cell);
  look(store, null);
  expect(store.get("explained")).toBeNull();
});

test("during a drag one request is in flight, and only the newest scene waits", async () => {
  const store = new Store(state({ pinnedCell: unit, scene: scene(0) }));
  /** @type {(() => void)[]} */
  const done = [];
  /** @type {Scene[]} */
  const asked = [];
  const fetch = vi.fn((/** @type {string} */ model, /** @type {Scene} */ at) => {
    asked.push(at);
    return new Promise((/** @type {(answer: CellResponse) => void} */ resolve) =>
      done.push(() => resolve(/** @type {CellResponse} */ ({ model, layer: "fc2", value: 1 }))),
    );
  });
  const resource = cellExplanationResource(store, fetch);
  resource.update();
  await vi.advanceTimersByTimeAsync(0);
  for (let row = 1; row <= 20; row++) {
    store.set("scene", scene(row));
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(asked).toEqual([scene(0)]);
  done[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.get("explained")?.scene).toEqual(scene(0));
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([scene(0), scene(20)]);
  done[1]?.();
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.get("explained")?.scene).toEqual(scene(20));
  expect(fetch).toHaveBeenCalledTimes(2);
});

test("a stream of new scenes does not delay the response for ever", async () => {
  const store = new Store(state({ pinnedCell: unit, scene: scene(0) }));
  const fetch = vi.fn(answerTo);
  cellExplanationResource(store, fetch);
  for (let row = 1; row <= 50; row++) {
    store.set("scene", scene(row));
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(fetch.mock.calls.length).toBeGreaterThanOrEqual(4);
  expect(fetch.mock.calls.length).toBeLessThanOrEqual(6);
});

test("a response for a cell that is no longer selected is dropped", async () => {
  const store = new Store(state());
  /** @type {(() => void)[]} */
  const done = [];
  const fetch = vi.fn(
    (/** @type {string} */ model, /** @type {Scene} */ _at, /** @type {Pin} */ pin) =>
      new Promise((/** @type {(answer: CellResponse) => void} */ resolve) =>
        done.push(() =>
          resolve(/** @type {CellResponse} */ ({ model, layer: pin.layer, value: 1 })),
        ),
      ),
  );
  cellExplanationResource(store, fetch);
  store.set("pinnedCell", cell);
  await vi.advanceTimersByTimeAsync(0);
  store.set("pinnedCell", unit);
  await vi.advanceTimersByTimeAsync(100);
  done[1]?.();
  await vi.advanceTimersByTimeAsync(0);
  done[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.get("explained")?.pin).toEqual(unit);
  expect(store.get("explained")?.response?.layer).toBe("fc2");
});

test("a pin is removed with a network that lacks its cell, and stays otherwise", async () => {
  const store = new Store(state());
  cellExplanationResource(store, answerTo);
  store.set("pinnedCell", cell);
  await vi.advanceTimersByTimeAsync(0);
  store.set("model", card({ id: "other" }));
  await vi.advanceTimersByTimeAsync(100);
  expect(store.get("explained")?.response?.model).toBe("other");
  store.set("model", card({ id: "flat", layers: card().layers.slice(0, 3) }));
  expect(store.get("pinnedCell")).toBeNull();
  expect(store.get("explained")).toBeNull();
});

test("the twin's cells are requested from the twin", async () => {
  const store = new Store(state({ twin: card({ id: "second" }) }));
  const fetch = vi.fn(answerTo);
  cellExplanationResource(store, fetch);
  store.set("pinnedCell", { ...cell, side: "twin" });
  await vi.advanceTimersByTimeAsync(0);
  expect(fetch.mock.calls[0]?.[0]).toBe("second");
});

test("a failure is reported, and retried once the connection is back", async () => {
  const store = new Store(state({ link: { state: "waiting", message: null } }));
  let works = false;
  /** @type {typeof answerTo} */
  const fetch = (...given) => (works ? answerTo(...given) : Promise.reject(new Error("gone")));
  cellExplanationResource(store, fetch);
  store.set("pinnedCell", cell);
  await vi.advanceTimersByTimeAsync(500);
  expect(store.get("explained")).toMatchObject({
    response: null,
    problem: { code: null, message: "gone" },
  });
  works = true;
  store.set("link", { state: "live", message: null });
  await vi.advanceTimersByTimeAsync(500);
  expect(store.get("explained")).toMatchObject({ response: { value: 1 }, problem: null });
});
