import { expect, test } from "vitest";
import { mostActive } from "../../../static/panels/active-cells-panel.js";

/** @param {number[]} active  counts of the sent slices @param {number[]} [slices]  their numbers */
function volume(active, slices) {
  const numbers = slices && Int32Array.from(slices);
  return /** @type {any} */ ({ bytes: new Uint8Array(active.length), active, slices: numbers });
}

test("all slices of a small volume are listed, in their order", () => {
  const slices = Array.from({ length: 16 }, (_, slice) => slice);
  expect(mostActive(slices, volume(slices.toReversed()))).toEqual(slices);
  expect(mostActive(slices, undefined)).toEqual(slices);
});

test("of many slices the twelve with most active cells are listed under their numbers, in their order", () => {
  const slices = Array.from({ length: 64 }, (_, place) => 5 + 7 * place);
  const active = slices.map((_, place) => (place % 5 === 0 ? 100 + place : place % 3));
  const listed = mostActive(slices, volume(active, slices));
  expect(listed).toEqual(slices.filter((_, place) => place % 5 === 0).slice(-12));
});
