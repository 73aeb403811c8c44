import { beforeEach, expect, test } from "vitest";
import { deselect, steer } from "../../../static/figure/key-handler.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

/** @type {Store} */
let store;

/**
 * @param {string} key
 * @param {KeyboardEventInit} [init]
 */
function press(key, init) {
  return steer(new KeyboardEvent("keydown", { key, ...init }), store, "model", () => [1, 0, 0]);
}

const cell = () => store.get("selection").cell;

beforeEach(() => {
  store = new Store(state());
});

test("the first key selects a cell, later ones move it", () => {
  expect(press("ArrowDown")).toBe(true);
  expect(cell()).toEqual({ side: "model", layer: "pool1", channel: 0, row: 0, col: 0 });
  press("ArrowDown");
  press("ArrowRight");
  expect(cell()).toMatchObject({ row: 1, col: 1 });
  press("]");
  expect(cell()).toMatchObject({ layer: "pool1", channel: 1, row: 1, col: 1 });
  press("v", { shiftKey: true });
  expect(cell()?.layer).toBe("input");
});

test("keys pin the cell in the microscope; Escape deselects it, once", () => {
  press("Enter");
  expect(store.get("pinnedCell")).toEqual(cell());
  expect(cell()).not.toBeNull();
  expect(press("Escape")).toBe(false);
  expect(deselect(store, "twin")).toBe(false);
  expect(deselect(store, "model")).toBe(true);
  expect(cell()).toBeNull();
  expect(deselect(store, "model")).toBe(false);
});

test("with Shift the camera turns, and 0 resets it", () => {
  expect(press("ArrowRight", { shiftKey: true })).toBe(true);
  const turned = store.get("camera").turn;
  expect(turned?.from[0]).toBeLessThan(1);
  expect(Math.hypot(...(turned?.from ?? []))).toBeCloseTo(1);
  press("+");
  expect(store.get("camera").turn?.zoom).not.toBe(turned?.zoom);
  press("0");
  expect(store.get("camera").turn).toBeNull();
});

test("other keys are ignored, as are turns of a flat figure or of one that is not shown", () => {
  const event = new KeyboardEvent("keydown", { key: "+" });
  expect(press("x")).toBe(false);
  expect(steer(event, store, "model", null)).toBe(false);
  expect(steer(event, store, "twin", () => [1, 0, 0])).toBe(false);
  expect(store.get("camera").turn).toBeNull();
});
