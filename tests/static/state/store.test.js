import { expect, test, vi } from "vitest";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

test("a change of a key calls its listeners, after the change", () => {
  const store = new Store(state());
  /** @type {unknown[]} */
  const seen = [];
  store.on(["scene"], () => seen.push(store.get("scene").objects.length));
  store.set("scene", { objects: [{ object: "face", row: 1, col: 2 }] });
  store.set("lab", "face");
  expect(seen).toEqual([1]);
});

test("the same value calls no listener", () => {
  const store = new Store(state());
  const listener = vi.fn();
  store.on(["scene"], listener);
  store.set("scene", store.get("scene"));
  expect(listener).not.toHaveBeenCalled();
});

test("a listener can unsubscribe, even while being called", () => {
  const store = new Store(state());
  const listener = vi.fn(() => stop());
  const stop = store.on(["scene", "lab"], listener);
  store.set("lab", "face");
  store.set("lab", "arm");
  store.set("scene", { objects: [] });
  expect(listener).toHaveBeenCalledTimes(1);
});
