import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Store } from "../../../static/state/store.js";
import { carry, endCarry } from "../../../static/tour/carry-object.js";
import { state } from "../examples.js";

const scene = { objects: [{ object: "face", row: 3, col: 3 }] };

/** @param {boolean} still  whether the visitor prefers reduced motion */
function carried(still) {
  vi.spyOn(window, "matchMedia").mockReturnValue(/** @type {any} */ ({ matches: still }));
  const store = new Store(state({ scene }));
  carry({ store }, { row: 39, col: 31 });
  return store;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("the object is carried through whole pixels between, and arrives", () => {
  const store = carried(false);
  const rows = new Set();
  store.on(["scene"], () => rows.add(store.get("scene").objects[0]?.row));
  vi.advanceTimersByTime(3000);
  expect(store.get("scene").objects).toEqual([{ object: "face", row: 39, col: 31 }]);
  expect(rows.size).toBeGreaterThan(10);
  expect([...rows].every(Number.isInteger)).toBe(true);
});

test("with reduced motion it is there at once", () => {
  expect(carried(true).get("scene").objects[0]).toMatchObject({ row: 39, col: 31 });
});

test("a change by the user ends it", () => {
  const store = carried(false);
  vi.advanceTimersByTime(300);
  const own = { objects: [{ object: "face", row: 10, col: 10 }] };
  store.set("scene", own);
  vi.advanceTimersByTime(3000);
  expect(store.get("scene")).toBe(own);
});

test("it can be ended at its goal, once", () => {
  const store = carried(false);
  vi.advanceTimersByTime(300);
  expect(endCarry()).toBe(true);
  expect(store.get("scene").objects[0]).toMatchObject({ row: 39, col: 31 });
  expect(endCarry()).toBe(false);
});

test("ending it leaves a scene alone that the user has changed", () => {
  const store = carried(false);
  vi.advanceTimersByTime(300);
  const own = { objects: [{ object: "face", row: 10, col: 10 }] };
  store.set("scene", own);
  endCarry();
  expect(store.get("scene")).toBe(own);
});

test("nothing is to be ended after its arrival", () => {
  carried(false);
  vi.advanceTimersByTime(3000);
  expect(endCarry()).toBe(false);
});
