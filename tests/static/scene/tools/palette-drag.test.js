import { beforeEach, expect, test, vi } from "vitest";
import { carry } from "../../../../static/scene/tools/palette-drag.js";
import { Store } from "../../../../static/state/store.js";
import { palette, state } from "../../examples.js";

/** @type {Store} */
let store;
const done = vi.fn();

/**
 * @param {string} type
 * @param {number} row  px of the canvas
 * @param {number} col
 * @param {{ pointerId?: number, buttons?: number }} [init]
 */
function pointer(type, row, col, { pointerId = 1, buttons = 1 } = {}) {
  const event = new MouseEvent(type, { clientX: col, clientY: row, buttons });
  dispatchEvent(Object.assign(event, { pointerId }));
}

/** @param {string} name */
function start(name) {
  const carried = { object: name, pointerId: 1 };
  store.set("carried", carried);
  return carry(
    store,
    palette,
    carried,
    (event) => ({ row: event.clientY, col: event.clientX }),
    done,
  );
}

beforeEach(() => {
  store = new Store(state());
  done.mockReset();
});

test("an object appears under the pointer, follows it, and stays where it is released", () => {
  start("arm");
  pointer("pointermove", -1, 4);
  expect(store.get("scene").objects).toEqual([]);
  pointer("pointermove", 4, 4);
  expect(store.get("scene").objects).toEqual([{ object: "arm", row: -4, col: 0 }]);
  pointer("pointermove", 5, 6);
  expect(store.get("scene").objects).toEqual([{ object: "arm", row: -3, col: 2 }]);
  expect(store.get("selection").object).toBe(0);
  pointer("pointerup", 5, 6);
  expect(done).toHaveBeenCalledExactlyOnceWith(0);
  expect(store.get("carried")).toBeNull();
  pointer("pointermove", 6, 6);
  expect(store.get("scene").objects).toEqual([{ object: "arm", row: -3, col: 2 }]);
});

test.each([
  ["outside the canvas", () => pointer("pointerup", 4, 8)],
  ["by the browser", () => pointer("pointercancel", 4, 4)],
])("let go %s it is gone again", (_, letGo) => {
  start("arm");
  pointer("pointermove", 4, 4);
  letGo();
  expect(store.get("scene").objects).toEqual([]);
  expect(store.get("selection").object).toBeNull();
  expect(done).toHaveBeenCalledExactlyOnceWith(null);
});

test("a second finger neither moves the object nor ends the drag", () => {
  start("arm");
  pointer("pointermove", 4, 4);
  pointer("pointermove", 7, 7, { pointerId: 2 });
  pointer("pointerup", 7, 7, { pointerId: 2 });
  pointer("pointercancel", 7, 7, { pointerId: 2 });
  expect(store.get("scene").objects).toEqual([{ object: "arm", row: -4, col: 0 }]);
  expect(done).not.toHaveBeenCalled();
  pointer("pointerup", 5, 6);
  expect(done).toHaveBeenCalledExactlyOnceWith(0);
});

test("a move without a button ends the drag, since the release was not heard", () => {
  start("arm");
  pointer("pointermove", 4, 4);
  pointer("pointermove", 5, 5, { buttons: 0 });
  expect(store.get("scene").objects).toEqual([]);
  expect(done).toHaveBeenCalledExactlyOnceWith(null);
});

test("cancelling removes the object", () => {
  const cancel = start("arm");
  pointer("pointermove", 4, 4);
  cancel();
  expect(store.get("scene").objects).toEqual([]);
  pointer("pointerup", 4, 4);
  expect(done).toHaveBeenCalledExactlyOnceWith(null);
});

test("an unknown name has no effect", () => {
  start("unicorn");
  expect(done).toHaveBeenCalledExactlyOnceWith(null);
  pointer("pointermove", 4, 4);
  expect(store.get("scene").objects).toEqual([]);
});
