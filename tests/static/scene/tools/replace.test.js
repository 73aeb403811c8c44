import { expect, test } from "vitest";
import { replace, replaceAll } from "../../../../static/scene/tools/replace.js";
import { Store } from "../../../../static/state/store.js";
import { card, palette, state } from "../../examples.js";

/** @import { Placement, Sprite } from "../../../../static/types/api.js" */

const arm = /** @type {Sprite} */ (palette.get("arm"));
const wide = { ...arm, name: "wide", height: arm.height + 4, width: arm.width + 10 };
const objects = new Map([...palette, ["wide", wide]]);

/** @param {Placement[]} placed */
function storeOf(...placed) {
  const tool = { kind: /** @type {const} */ ("pen"), ink: 1, width: 1, drawing: null };
  const model = card({ input_shape: [3, 64, 64] });
  return new Store(state({ model, tool, scene: { objects: placed } }));
}

test("an object takes the middle of the one before, alone and selected", () => {
  const store = storeOf({ object: "arm", row: 20, col: 30 });
  replace(store, objects, [wide]);
  expect(store.get("scene").objects).toEqual([{ object: "wide", row: 18, col: 25 }]);
  expect(store.get("selection").object).toBe(0);
  expect(store.get("tool").kind).toBeNull();
});

test("it lies wholly on the canvas, in its middle if that was empty", () => {
  const edge = storeOf({ object: "arm", row: 0, col: 63 });
  replace(edge, objects, [wide]);
  expect(edge.get("scene").objects).toEqual([{ object: "wide", row: 0, col: 64 - wide.width }]);
  const empty = storeOf();
  replace(empty, objects, [wide]);
  const [placed] = empty.get("scene").objects;
  expect(placed?.row).toBe(Math.round((64 - wide.height) / 2));
});

test("a sample gives way to the next one, the last to the first", () => {
  const store = storeOf({ object: "arm", row: 20, col: 30 });
  replace(store, objects, [arm, wide]);
  expect(store.get("scene").objects[0]?.object).toBe("wide");
  replace(store, objects, [arm, wide]);
  expect(store.get("scene").objects[0]?.object).toBe("arm");
});

test("several objects leave none selected", () => {
  const store = storeOf({ object: "arm", row: 20, col: 30 });
  replaceAll(store, [
    { object: "arm", row: 0, col: 0 },
    { object: "arm", row: 30, col: 0 },
  ]);
  expect(store.get("selection").object).toBeNull();
});
