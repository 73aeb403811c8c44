import { expect, test } from "vitest";
import { neighbourOf, pinCell, steerPinned } from "../../../static/figure/pinned-cell.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

const cell = { side: /** @type {const} */ ("model"), layer: "pool1", channel: 0, row: 1, col: 1 };

/** @param {string} key */
function pressed(key) {
  const store = new Store(state());
  pinCell(store, cell);
  const used = steerPinned(new KeyboardEvent("keydown", { key }), store);
  return { store, used };
}

test("a pinned cell of a volume is marked in the figure, a unit is not", () => {
  const store = new Store(state());
  pinCell(store, cell);
  expect(store.get("selection").cell).toEqual(cell);
  pinCell(store, { side: "model", layer: "relu2", unit: 3 });
  expect(store.get("pinnedCell")).toEqual({ side: "model", layer: "relu2", unit: 3 });
  expect(store.get("selection").cell).toBeNull();
});

test("an arrow key moves the pinned cell, and its mark with it", () => {
  const { store, used } = pressed("ArrowDown");
  expect(used).toBe(true);
  expect(store.get("pinnedCell")).toMatchObject({ layer: "pool1", row: 2, col: 1 });
  expect(store.get("selection").cell).toEqual(store.get("pinnedCell"));
});

test("other keys leave it, and a unit has no keys", () => {
  const { store, used } = pressed("x");
  expect(used).toBe(false);
  expect(store.get("pinnedCell")).toEqual(cell);
  pinCell(store, { side: "model", layer: "relu2", unit: 3 });
  expect(steerPinned(new KeyboardEvent("keydown", { key: "ArrowDown" }), store)).toBe(false);
});

test("without an explanation there is no neighbour", () => {
  expect(neighbourOf(new Store(state()), "source")).toBeNull();
});
