import { expect, test } from "vitest";
import { mark } from "../../../../static/scene/tools/pen-stroke.js";
import { deselectTool, selectTool } from "../../../../static/scene/tools/tool.js";
import { Store } from "../../../../static/state/store.js";
import { card, state, limits } from "../../examples.js";

/** @param {Partial<import("../../../../static/types/state.js").State>} fields */
function opened(fields = {}) {
  return new Store(state({ model: card({ input_shape: [3, 16, 16] }), ...fields }));
}

test("the pen goes on with one drawing, which is the chosen object", () => {
  const store = opened();
  selectTool(store, { kind: "pen" });
  mark(store, [{ row: 2, col: 2 }]);
  mark(store, [{ row: 9, col: 9 }]);
  const { objects } = store.get("scene");
  expect(objects).toHaveLength(1);
  expect(store.get("tool").drawing).toBe(objects[0]?.object);
  expect(store.get("selection").object).toBe(0);
});

test("once the pen was put away the next line is another drawing", () => {
  const store = opened();
  selectTool(store, { kind: "pen" });
  mark(store, [{ row: 2, col: 2 }]);
  deselectTool(store);
  expect(store.get("tool")).toMatchObject({ kind: null, drawing: null });
  selectTool(store, { kind: "pen" });
  mark(store, [{ row: 2, col: 2 }]);
  expect(store.get("scene").objects).toHaveLength(2);
});

test("the eraser takes a drawing away with its last ink, and nothing is chosen any more", () => {
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

test("a scene that is full stays as it is, and a notice says so until there is room", () => {
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
