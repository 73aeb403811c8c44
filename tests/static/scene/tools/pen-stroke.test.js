import { expect, test, vi } from "vitest";
import { mark, stroke } from "../../../../static/scene/tools/pen-stroke.js";
import { deselectTool, selectTool } from "../../../../static/scene/tools/tool.js";
import { Store } from "../../../../static/state/store.js";
import { card, state, limits } from "../../examples.js";

/** @param {Partial<import("../../../../static/types/state.js").State>} fields */
function opened(fields = {}) {
  return new Store(state({ model: card({ input_shape: [3, 16, 16] }), ...fields }));
}

test("the pen continues one drawing, which is selected", () => {
  const store = opened();
  selectTool(store, { kind: "pen" });
  mark(store, [{ row: 2, col: 2 }]);
  mark(store, [{ row: 9, col: 9 }]);
  const { objects } = store.get("scene");
  expect(objects).toHaveLength(1);
  expect(store.get("tool").drawing).toBe(objects[0]?.object);
  expect(store.get("selection").object).toBe(0);
});

test("after the pen was deselected the next line starts a new drawing", () => {
  const store = opened();
  selectTool(store, { kind: "pen" });
  mark(store, [{ row: 2, col: 2 }]);
  deselectTool(store);
  expect(store.get("tool")).toMatchObject({ kind: null, drawing: null });
  selectTool(store, { kind: "pen" });
  mark(store, [{ row: 2, col: 2 }]);
  expect(store.get("scene").objects).toHaveLength(2);
});

test("the eraser removes a drawing with its last ink, and clears the selection", () => {
  const store = opened();
  selectTool(store, { kind: "pen" });
  mark(store, [{ row: 2, col: 2 }]);
  selectTool(store, { kind: "eraser" });
  mark(store, [{ row: 9, col: 9 }]);
  expect(store.get("scene").objects).toHaveLength(1);
  expect(store.get("selection").object).toBe(0);
  mark(store, [{ row: 2, col: 2 }]);
  expect(store.get("scene").objects).toEqual([]);
  expect(store.get("selection").object).toBeNull();
});

test("a full scene stays unchanged, with a notice until there is room", () => {
  const objects = Array.from({ length: limits.scene.objects }, () => ({
    object: "arm",
    row: 0,
    col: 0,
  }));
  const store = opened({ scene: { objects } });
  const was = store.get("scene");
  selectTool(store, { kind: "pen" });
  mark(store, [{ row: 2, col: 2 }]);
  expect(store.get("scene")).toBe(was);
  expect(store.get("notice")).toMatch(/^A scene holds 32 objects at most/);
  store.set("scene", { objects: [] });
  mark(store, [{ row: 2, col: 2 }]);
  expect(store.get("notice")).toBeNull();
});

/** What a browser tells of the moves between two frames. */
const ALL = [
  { row: 2, col: 8 },
  { row: 8, col: 8 },
];

test.each([
  ["tells all moves of a frame", { getCoalescedEvents: () => ALL }, 7],
  ["tells no more than the event", { getCoalescedEvents: () => [] }, 7],
  ["cannot be asked", {}, 7],
])("a stroke follows the pointer where the browser %s", (_, more, side) => {
  const store = opened();
  selectTool(store, { kind: "pen" });
  store.set("tool", { ...store.get("tool"), width: 1 });
  const board = document.createElement("div");
  board.setPointerCapture = vi.fn();
  const pointer = (/** @type {string} */ type, /** @type {object} */ fields) =>
    /** @type {PointerEvent} */ (
      Object.assign(new Event(type), { pointerId: 1, buttons: 1, ...fields })
    );
  const at = (/** @type {any} */ { row, col }) => ({ row, col });
  const end = vi.fn();
  stroke(store, board, pointer("pointerdown", { row: 2, col: 2 }), at, end);
  dispatchEvent(pointer("pointermove", { row: 8, col: 8, ...more }));
  dispatchEvent(pointer("pointerup", { row: 8, col: 8 }));
  expect(end).toHaveBeenCalledOnce();
  const [png = ""] = Object.values(store.get("scene").pictures ?? {});
  // Width and height are in the PNG's header.
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  expect([bytes[19], bytes[23]]).toEqual([side, side]);
});
