import { expect, test } from "vitest";
import {
  moveObject,
  removeSelected,
  selectNext,
  selectObject,
  selectedObject,
} from "../../../../static/scene/tools/selected-object.js";
import { Store } from "../../../../static/state/store.js";
import { palette, state } from "../../examples.js";

function twoObjects() {
  const objects = [
    { object: "face", row: 0, col: 0 },
    { object: "arm", row: 2, col: 2 },
  ];
  return new Store(state({ scene: { objects } }));
}

test("the selected object comes with its drawing", () => {
  const store = twoObjects();
  expect(selectedObject(store, palette)).toBeNull();
  selectObject(store, 1);
  expect(selectedObject(store, palette)).toMatchObject({ index: 1, drawing: { name: "arm" } });
  selectObject(store, 7);
  expect(selectedObject(store, palette)).toBeNull();
});

test("the next object follows the selected one, the first the last", () => {
  const store = twoObjects();
  const order = [0, 1, 2].map(() => {
    selectNext(store);
    return store.get("selection").object;
  });
  expect(order).toEqual([0, 1, 0]);
  expect(selectNext(new Store(state()))).toBe(false);
});

test("an object moves, and a part of it stays on the canvas", () => {
  const store = twoObjects();
  moveObject(store, palette, 0, 1, 2);
  expect(store.get("scene").objects[0]).toEqual({ object: "face", row: 1, col: 2 });
  moveObject(store, palette, 0, 900, 0);
  expect(store.get("scene").objects[0]?.row).toBeLessThan(8);
});

test("the selected object is removed, and none is selected then", () => {
  const store = twoObjects();
  expect(removeSelected(store)).toBe(false);
  selectObject(store, 0);
  expect(removeSelected(store)).toBe(true);
  expect(store.get("scene").objects.map(({ object }) => object)).toEqual(["arm"]);
  expect(store.get("selection").object).toBeNull();
});
