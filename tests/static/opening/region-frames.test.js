import { expect, test } from "vitest";
import { regionBoxes } from "../../../static/opening/region-frames.js";
import { Store } from "../../../static/state/store.js";
import { card, palette, state } from "../examples.js";

/** @import { Scene } from "../../../static/types/api.js" */
/** @import { State } from "../../../static/types/state.js" */

const model = card({ id: "corner", input_shape: [3, 64, 64], region: [0, 0, 28, 28] });
const twin = card({ id: "centre", input_shape: [3, 64, 64], region: [22, 22, 42, 42] });

/** @param {Scene["objects"]} objects @param {Partial<State>} [more] */
const found = (objects, more = {}) =>
  regionBoxes({ store: new Store(state({ model, scene: { objects }, ...more })), palette });

test("the middle of an object is within its box while the whole object is in the region", () => {
  const face = { object: "face", row: 7, col: 7 };
  expect(found([face])).toMatchObject({
    boxes: [{ box: { top: 10, left: 10, height: 8, width: 8 }, marks: ["1"] }],
    middle: { row: 17.5, col: 17.5 },
  });
  // Of the chosen object, else of the first.
  const arm = { object: "arm", row: 0, col: 0 };
  expect(found([arm, face])?.middle).toEqual({ row: 8.5, col: 4.5 });
  const selection = { object: 1, cell: null, slice: null };
  expect(found([arm, face], { selection })?.middle).toEqual({ row: 17.5, col: 17.5 });
});

test("an empty canvas and an object larger than the region have none", () => {
  expect(found([])).toBeNull();
  const objects = [{ object: "face", row: 0, col: 0 }];
  expect(found(objects, { model: twin })).toBeNull();
  expect(found(objects, { twin })?.boxes).toHaveLength(1);
});

test("a map over the canvas has its squares within the box", () => {
  const objects = [{ object: "face", row: 0, col: 0 }];
  const sweep = { plan: { model: "corner", scene: { objects }, index: 0, step: 4 } };
  const sweeps = /** @type {any} */ ([sweep]);
  expect(found(objects, { overlay: "corner", sweeps })?.boxes[0]?.box).toMatchObject({
    top: 8.5,
    height: 11,
  });
});
