import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Probe } from "../../static/probe.js";
import { Store } from "../../static/store.js";
import { state } from "./examples.js";

const cell = { side: /** @type {const} */ ("model"), layer: "pool1", channel: 1, row: 2, col: 3 };
const values = Float32Array.from({ length: 32 }, (_, i) => i / 10);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** @param {Store} store */
const look = (store, at = cell) => store.set("selection", { ...store.get("selection"), cell: at });

test("a cell that is looked at gets its exact value", async () => {
  const store = new Store(state());
  const fetch = vi.fn(() => Promise.resolve(values));
  new Probe(store, fetch);
  look(store);
  expect(store.get("reading")).toEqual({ cell, value: null });
  await vi.advanceTimersByTimeAsync(100);
  expect(store.get("reading")).toEqual({ cell, value: values[(1 * 4 + 2) * 4 + 3] });
});

test("other cells of the same layer need no other request, another scene does", async () => {
  const store = new Store(state());
  const fetch = vi.fn(() => Promise.resolve(values));
  new Probe(store, fetch);
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

test("a pointer that hurries past asks for nothing", async () => {
  const store = new Store(state());
  const fetch = vi.fn(() => Promise.resolve(values));
  new Probe(store, fetch);
  look(store);
  await vi.advanceTimersByTimeAsync(20);
  store.set("selection", { ...store.get("selection"), cell: null });
  await vi.advanceTimersByTimeAsync(200);
  expect(fetch).not.toHaveBeenCalled();
  expect(store.get("reading")).toBeNull();
});

test("a failed request leaves the value open", async () => {
  const store = new Store(state());
  new Probe(store, () => Promise.reject(new Error("gone")));
  look(store);
  await vi.advanceTimersByTimeAsync(100);
  expect(store.get("reading")).toEqual({ cell, value: null });
});

test("what failed is asked again once the connection is back", async () => {
  const store = new Store(state({ link: { state: "waiting", message: null } }));
  let works = false;
  new Probe(store, () => (works ? Promise.resolve(values) : Promise.reject(new Error("gone"))));
  look(store);
  await vi.advanceTimersByTimeAsync(100);
  works = true;
  store.set("link", { state: "live", message: null });
  await vi.advanceTimersByTimeAsync(100);
  expect(store.get("reading")?.value).toBe(values[(1 * 4 + 2) * 4 + 3]);
});
