import { expect, test } from "vitest";
import { TileTrail } from "../../../static/opening/tile-trail.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Frame } from "../../../static/types/api.js" */

const twin = card({ id: "corner", outputs: ["3", "8"] });
const screen = /** @type {const} */ ("opening");
const swept = { row: 0, col: 0, right: true, answer: "3", swept: false };

/** @param {string} object @param {number} row */
function frame(object, row) {
  const scene = { objects: [{ object, row, col: 0 }] };
  const scores = Float32Array.of(1, 0);
  return /** @type {Frame} */ ({ model: "corner", expected: "3", scores, scene });
}

test("answers lay tiles beside those of a sweep; another object begins anew", () => {
  const store = new Store(state({ screen, twin, tiles: new Map() }));
  new TileTrail(store);
  const keys = () => [...store.get("tiles").keys()];
  // The sweep was done before the first answer came.
  store.set("tiles", new Map([["0 0", swept]]));
  store.set("twinFrame", frame("digit-3-4", 8));
  expect(keys()).toEqual(["0 0", "8 0"]);
  store.set("twinFrame", frame("digit-7-4", 12));
  expect(keys()).toEqual(["12 0"]);
  // A swept tile stays: its answer is that of its own place.
  const own = { ...swept, row: 12, right: false, swept: true };
  store.set("tiles", new Map([["12 0", own]]));
  store.set("twinFrame", frame("digit-7-4", 13));
  expect([...store.get("tiles").values()]).toEqual([own]);
  store.set("screen", "play");
  expect(keys()).toEqual([]);
});
