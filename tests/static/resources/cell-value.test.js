import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cellValueResource } from "../../../static/resources/cell-value.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Cell } from "../../../static/types/state.js" */

/** @type {Cell} */
const cell = { side: "model", layer: "pool1", channel: 1, row: 2, col: 3 };
const values = Float32Array.from({ length: 32 }, (_, i) => i / 10);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** @param {Store} store */
const look = (store, at = cell) => store.set("selection", { ...store.get("selection"), cell: at });

test("a selected cell gets its exact value", async () => {
  const store = new Store(state());
  const fetch = vi.fn(() => Promise.resolve(values));
  cellValueResource(store, fetch);
  look(store);
  expect(store.get("reading")).toEqual({ cell, value: null });
  await vi.advanceTimersByTimeAsync(100);
  expect(store.get("reading")).toEqual({ cell, value: values[(1 * 4 + 2) * 4 + 3] });
});

test("other cells of the same layer need no further request, but another scene does", async () => {
  const store = new Store(state());
  const fetch = vi.fn(() => Promise.resolve(values));
  cellValueResource(store, fetch);
  look(store);
  await vi.advanceTimersByTimeAsync(100);
  look(store, { ...cell, col: 0 });
  expect(store.get("reading")?.value).toBe(values[(1 * 4 + 2) * 4]);
  expect(fetch).toHaveBeenCalledTimes(1);
  store.set("scene", { objects: [{ object: "face", row: 0, col: 0 }] });
  expect(store.get("reading")?.value).toBeNull();
  await vi.advanceTimersByTimeAsync(100);
  expect(fetch).toHaveBeenCalledTimes(2);
});

test("a pointer that moves past requests nothing", async () => {
  const store = new Store(state());
  const fetch = vi.fn(() => Promise.resolve(values));
  cellValueResource(store, fetch);
  look(store);
  await vi.advanceTimersByTimeAsync(20);
  store.set("selection", { ...store.get("selection"), cell: null });
  await vi.advanceTimersByTimeAsync(200);
  expect(fetch).not.toHaveBeenCalled();
  expect(store.get("reading")).toBeNull();
});

test("a failed request leaves the value unknown", async () => {
  const store = new Store(state());
  cellValueResource(store, () => Promise.reject(new Error("gone")));
  look(store);
  await vi.advanceTimersByTimeAsync(100);
  expect(store.get("reading")).toEqual({ cell, value: null });
});

test("a failed request is retried once the connection is back", async () => {
  const store = new Store(state({ link: { state: "waiting", message: null } }));
  let works = false;
  cellValueResource(store, () =>
    works ? Promise.resolve(values) : Promise.reject(new Error("gone")),
  );
  look(store);
  await vi.advanceTimersByTimeAsync(100);
  works = true;
  store.set("link", { state: "live", message: null });
  await vi.advanceTimersByTimeAsync(100);
  expect(store.get("reading")?.value).toBe(values[(1 * 4 + 2) * 4 + 3]);
});

test("a cell of the twin is requested from the twin, and deselected with it", async () => {
  const twin = card({ id: "twin" });
  const store = new Store(state({ twin }));
  const fetch = vi.fn((/** @type {string} */ model) =>
    Promise.resolve(values.map((value) => (model === "twin" ? 100 + value : value))),
  );
  cellValueResource(store, fetch);
  /** @type {Cell} */
  const second = { ...cell, side: "twin" };
  look(store, second);
  await vi.advanceTimersByTimeAsync(100);
  expect(store.get("reading")).toEqual({ cell: second, value: Math.fround(102.7) });
  // The same index in the first network is another cell.
  look(store, cell);
  expect(store.get("reading")?.value).toBeNull();
  await vi.advanceTimersByTimeAsync(100);
  expect(store.get("reading")?.value).toBe(Math.fround(2.7));
  look(store, second);
  store.set("twin", null);
  await vi.advanceTimersByTimeAsync(100);
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(store.get("reading")).toBeNull();
});
