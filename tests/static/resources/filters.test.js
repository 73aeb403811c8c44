import { expect, test, vi } from "vitest";
import { filtersResource } from "../../../static/resources/filters.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

const settle = () => new Promise((resolve) => setTimeout(resolve));
const fetched = () => vi.fn(() => Promise.resolve({ input: "input", kernels: [[[[1]]]] }));

/** @param {string} model */
const frame = (model) => /** @type {any} */ ({ model });

test("all filters of the volumes are asked for once, after the first frame", async () => {
  const store = new Store({ ...state(), frame: null });
  const fetch = fetched();
  filtersResource(store, "model", fetch);
  await settle();
  expect(fetch).not.toHaveBeenCalled();
  store.set("frame", frame("small"));
  await settle();
  store.set("frame", frame("small"));
  await settle();
  expect(fetch.mock.calls.map((call) => call.slice(0, 2))).toEqual([["small", "conv1"]]);
  expect(store.get("filters")).toEqual({
    model: "small",
    volumes: [{ volume: "pool1", input: "input", kernels: [[[[1]]]] }],
  });
});

test("another network's filters replace them; the first's are remembered", async () => {
  const store = new Store({ ...state(), frame: frame("small") });
  const fetch = fetched();
  filtersResource(store, "model", fetch);
  await settle();
  const [first, other] = [store.get("model"), card({ id: "other", sha256: "ff" })];
  store.set("frame", null);
  store.set("model", other);
  expect(store.get("filters")).toBeNull();
  store.set("frame", frame("other"));
  await settle();
  expect(store.get("filters")?.model).toBe("other");
  store.set("frame", null);
  store.set("model", first);
  store.set("frame", frame("small"));
  await settle();
  expect(store.get("filters")?.model).toBe("small");
  expect(fetch).toHaveBeenCalledTimes(2);
});

test("the twin has filters of its own", async () => {
  const twin = card({ id: "other", sha256: "ff" });
  const store = new Store({ ...state(), twin, twinFrame: frame("other") });
  filtersResource(store, "twin", fetched());
  await settle();
  expect(store.get("twinFilters")?.model).toBe("other");
  expect(store.get("filters")).toBeNull();
});

test("those of a training's former snapshot stay until the next one's are there", async () => {
  const snapshot = (/** @type {string} */ id) => card({ id, sha256: id, training: "mine" });
  const store = new Store({ ...state(), model: snapshot("own-1"), frame: frame("own-1") });
  filtersResource(store, "model", fetched());
  await settle();
  const seen = /** @type {(string|undefined)[]} */ ([]);
  store.on(["filters"], () => seen.push(store.get("filters")?.model));
  // Its first frame is not there yet.
  store.set("model", snapshot("own-2"));
  expect(store.get("filters")?.model).toBe("own-1");
  await settle();
  expect(seen).toEqual(["own-2"]);
  store.set("model", card({ id: "other", sha256: "ff", training: "another" }));
  expect(store.get("filters")).toBeNull();
});
