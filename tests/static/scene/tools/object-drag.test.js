import { expect, test, vi } from "vitest";
import { dragObject } from "../../../../static/scene/tools/object-drag.js";
import { Store } from "../../../../static/state/store.js";
import { palette, state } from "../../examples.js";

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
