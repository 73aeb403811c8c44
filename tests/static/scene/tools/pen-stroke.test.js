import { expect, test } from "vitest";
import { mark } from "../../../../static/scene/tools/pen-stroke.js";
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
