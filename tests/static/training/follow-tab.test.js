import { beforeEach, expect, test } from "vitest";
import { Store } from "../../../static/state/store.js";
import { deselectTool, selectTool, takeBrush } from "../../../static/scene/tools/tool.js";
import { followTab } from "../../../static/training/follow-tab.js";
import { state, training } from "../examples.js";

/** @type {Store} */
let store;

beforeEach(() => {
  store = new Store(state({ lab: "train" }));
  followTab(store);
});

test("the tab opens with the brush in hand, and closes without it", () => {
  expect(store.get("brush")).toBe("brush");
  store.set("lab", "sweep");
  expect(store.get("brush")).toBeNull();
  store.set("lab", "train");
  expect(store.get("brush")).toBe("brush");
});

test("the pointer is left as it is once something was trained", () => {
  store.set("lab", null);
  store.set("training", training());
  store.set("lab", "train");
  expect(store.get("brush")).toBeNull();
});

test("a training that begins puts the brush down", () => {
  store.set("training", training({ status: "starting" }));
  expect(store.get("brush")).toBeNull();
});

test("brush and pen exclude each other", () => {
  selectTool(store, { kind: "pen" });
  expect(store.get("brush")).toBeNull();
  takeBrush(store, "eraser");
  expect([store.get("tool").kind, store.get("brush")]).toEqual([null, "eraser"]);
  deselectTool(store);
  expect([store.get("tool").kind, store.get("brush")]).toEqual([null, null]);
});
