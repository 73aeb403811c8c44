import { expect, test, vi } from "vitest";
import { bringObject, dragObject } from "../../../../static/scene/tools/object-drag.js";
import { Store } from "../../../../static/state/store.js";
import { card, palette, state } from "../../examples.js";

/**
 * @param {string} type
 * @param {number} row
 * @param {number} col
 */
function pointer(type, row, col) {
  const event = Object.assign(new Event(type, { bubbles: true }), {
    pointerId: 1,
    buttons: 1,
    row,
    col,
  });
  return /** @type {PointerEvent} */ (/** @type {unknown} */ (event));
}

/**
 * @param {number} row  of the press
 * @param {number} col
 */
function pressed(row, col) {
  const objects = [{ object: "arm", row: 1, col: 1 }];
  const selection = { object: 0, cell: null, slice: null };
  const store = new Store(state({ scene: { objects }, selection }));
  const board = document.createElement("div");
  document.body.replaceChildren(board);
  board.setPointerCapture = vi.fn();
  const end = vi.fn();
  const at = (/** @type {any} */ event) => ({ row: event.row, col: event.col });
  const dragged = dragObject(store, palette, board, pointer("pointerdown", row, col), at, end);
  return { store, board, end, dragged };
}

test("the object under the pointer follows it, held where it was pressed", () => {
  const { store, board, end, dragged } = pressed(3, 3);
  expect(dragged).toBe(true);
  board.dispatchEvent(pointer("pointermove", 4, 3));
  expect(store.get("scene").objects[0]).toEqual({ object: "arm", row: 2, col: 1 });
  board.dispatchEvent(pointer("pointerup", 4, 3));
  expect(end).toHaveBeenCalledOnce();
});

test("a scene that was set meanwhile stays as it is", () => {
  const { store, board } = pressed(3, 3);
  store.set("scene", { objects: [{ object: "face", row: 0, col: 0 }] });
  board.dispatchEvent(pointer("pointermove", 4, 3));
  expect(store.get("scene").objects).toEqual([{ object: "face", row: 0, col: 0 }]);
});

test("a press beside all objects selects none", () => {
  const { store, dragged } = pressed(40, 40);
  expect(dragged).toBe(false);
  expect(store.get("selection").object).toBeNull();
});

test("a lone object comes to a press beside it, with its middle there", () => {
  const { store } = pressed(3, 3);
  store.set("model", card({ input_shape: [3, 64, 64] }));
  const arm = palette.get("arm");
  if (!arm) throw new Error("no arm");
  bringObject(store, palette, { row: 40, col: 30 });
  const [placed] = store.get("scene").objects;
  expect(placed).toEqual({
    object: "arm",
    row: Math.round(40 - arm.height / 2),
    col: Math.round(30 - arm.width / 2),
  });
  bringObject(store, palette, { row: 63, col: 0 });
  expect(store.get("scene").objects[0]).toMatchObject({ row: 64 - arm.height, col: 0 });
  store.set("scene", /** @type {any} */ ({ objects: [placed] }));
  // A press on it, or with several objects, moves none.
  bringObject(store, palette, { row: (placed?.row ?? 0) + 1, col: (placed?.col ?? 0) + 1 });
  expect(store.get("scene").objects).toEqual([placed]);
  const two = [placed, { object: "face", row: 0, col: 0 }];
  store.set("scene", /** @type {any} */ ({ objects: two }));
  bringObject(store, palette, { row: 60, col: 60 });
  expect(store.get("scene").objects).toEqual(two);
});
