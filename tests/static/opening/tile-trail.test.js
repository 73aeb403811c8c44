import { expect, test } from "vitest";
import { TileTrail } from "../../../static/opening/tile-trail.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Frame, Scene } from "../../../static/types/api.js" */
/** @import { Sweep } from "../../../static/types/lab.js" */

const twin = card({ id: "corner", outputs: ["3", "8"] });
const screen = /** @type {const} */ ("opening");

/** @param {string} object @param {number} row @returns {Scene} */
const at = (object, row) => ({ objects: [{ object, row, col: 0 }] });

/** An answer, which is right. @param {Scene} scene */
function frame(scene) {
  const scores = Float32Array.of(1, 0);
  return /** @type {Frame} */ ({ model: "corner", expected: "3", scores, scene });
}

/** A sweep of three places. @param {Scene} scene @param {number[]} prediction  NaN: not yet */
function sweep(scene, prediction) {
  const start = { total: 3, rows: [0, 4, 8], cols: [0], step: 4 };
  const fields = { prediction, correct: prediction.map((answer) => Number(answer === 0)) };
  const plan = { model: "corner", scene, index: 0, step: 4, output: null };
  return /** @type {Sweep} */ (/** @type {unknown} */ ({ plan, status: "running", start, fields }));
}

/** @param {Scene} [scene] */
function opened(scene = at("digit-3-4", 0)) {
  const store = new Store(state({ screen, twin, scene, tiles: new Map() }));
  const trail = new TileTrail(store);
  const go = (/** @type {Scene} */ scene) => {
    store.set("scene", scene);
    store.set("twinFrame", frame(scene));
  };
  const tiles = () => [...store.get("tiles")].map(([key, { answer }]) => [key, answer]);
  return { store, trail, go, tiles };
}

test("tiles lie where the object was, with the sweep's answers there", () => {
  const { store, go, tiles } = opened();
  const scene = at("digit-3-4", 0);
  go(scene);
  // Between two places the live answer is another one: it is right.
  go(at("digit-3-4", 5));
  expect(tiles()).toEqual([]);
  store.set("sweeps", [sweep(scene, [0, NaN, NaN])]);
  expect(tiles()).toEqual([["0 0", "3"]]);
  store.set("sweeps", [sweep(scene, [0, 1, 0])]);
  expect(tiles()).toEqual([
    ["0 0", "3"],
    ["4 0", "8"],
  ]);
  go(at("digit-3-4", 9));
  expect(tiles().at(-1)).toEqual(["8 0", "3"]);
  // A place without an answer in the sweep stays empty.
  const before = store.get("tiles");
  go(at("digit-3-4", 30));
  expect(store.get("tiles")).toBe(before);
});

test("another object, another network and another screen begin anew", () => {
  const { store, go, tiles } = opened();
  const begin = () => {
    store.set("sweeps", [sweep(store.get("scene"), [0, 1, 0])]);
    go(at(store.get("scene").objects[0]?.object ?? "", 0));
    expect(tiles()).toContainEqual(["0 0", "3"]);
  };
  begin();
  go(at("digit-7-4", 8));
  expect(tiles()).toEqual([]);
  store.set("sweeps", []);
  begin();
  store.set("twin", card({ id: "other" }));
  expect(tiles()).toEqual([]);
  store.set("twin", twin);
  begin();
  store.set("screen", "play");
  expect(tiles()).toEqual([]);
});

test("a way that was not flown lies at once; after its end it lays nothing", () => {
  const { store, trail, go, tiles } = opened();
  const scene = store.get("scene");
  store.set("sweeps", [sweep(scene, [0, 1, 0])]);
  trail.mark([
    { row: 1, col: 1 },
    { row: 7, col: 0 },
  ]);
  expect(tiles()).toEqual([
    ["0 0", "3"],
    ["8 0", "3"],
  ]);
  trail.end();
  go(scene);
  expect(tiles()).toEqual([]);
});
