import { render } from "lit";
import { expect, test } from "vitest";
import { placeNow, placesView } from "../../../static/opening/places-view.js";
import { boxOf } from "../../../static/opening/tiles.js";

/** @import { Sprite } from "../../../static/types/api.js" */

const digit = /** @type {Sprite} */ ({ name: "digit-3-4", height: 20, width: 20 });
const corner = { top: 0, left: 0, height: 28, width: 28 };
const canvas = { height: 64, width: 64 };

/** @param {unknown} view */
function drawn(view) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  render(view, svg);
  return svg;
}

/** @param {{ row: number, col: number }} at */
const now = (at) => drawn(placeNow({ object: digit.name, ...at }, digit)).querySelector(".now");

test("the frame of the object's place is on its slot, and not shown between slots", () => {
  const { x, y } = boxOf({ row: 8, col: 36 }, digit);
  const frame = now({ row: 8, col: 36 });
  expect([frame?.getAttribute("x"), frame?.getAttribute("y")]).toEqual([String(x), String(y)]);
  // A flight or a drag passes between slots: there no tile's answer is the object's.
  for (const between of [
    { row: 9, col: 36 },
    { row: 8, col: 35 },
    { row: 10, col: 38 },
  ]) {
    expect(now(between)).toBeNull();
  }
});

test("all places have a slot; those where a network learned are brighter and framed", () => {
  const view = drawn(placesView(canvas, digit, [corner]));
  const count = (/** @type {string} */ name) =>
    view.querySelector(name)?.getAttribute("d")?.match(/M/g)?.length ?? 0;
  expect(count(".places:not(.learned)")).toBe(12 * 12);
  expect(count(".places.learned")).toBe(9);
  expect(view.querySelectorAll(".middles")).toHaveLength(1);
  // A region in which the object does not fit has no place.
  const none = drawn(placesView(canvas, digit, [{ ...corner, width: 19 }]));
  expect(none.querySelector(".middles")).toBeNull();
});
