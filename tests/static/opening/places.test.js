import { expect, test } from "vitest";
import { isTrained, middlesIn, placesOn } from "../../../static/opening/places.js";
import { boxOf } from "../../../static/opening/tiles.js";

const digit = { height: 20, width: 20 };
const corner = { top: 0, left: 0, height: 28, width: 28 };

test("places are all at which the object is wholly on the canvas", () => {
  const places = placesOn({ height: 64, width: 32 }, digit);
  expect(places).toHaveLength(12 * 4);
  expect(places.at(-1)).toEqual({ row: 44, col: 12 });
  expect(placesOn({ height: 16, width: 64 }, digit)).toEqual([]);
});

test("the box of middles holds exactly the tiles of the places that were trained", () => {
  const box = middlesIn(corner, digit);
  expect(box).toEqual({ top: 8, left: 8, height: 12, width: 12 });
  for (const place of placesOn({ height: 64, width: 64 }, digit)) {
    const { x, y } = boxOf(place, digit);
    const inside = box && y + 4 <= box.top + box.height && x + 4 <= box.left + box.width;
    expect(isTrained(place, corner, digit), `${place.row} ${place.col}`).toBe(inside);
  }
});

test("an object as large as the region has one place, a larger one none", () => {
  const centre = { top: 22, left: 22, height: 20, width: 20 };
  expect(middlesIn(centre, digit)).toEqual({ top: 30, left: 30, height: 4, width: 4 });
  expect(isTrained({ row: 22, col: 22 }, centre, digit)).toBe(true);
  expect(isTrained({ row: 20, col: 22 }, centre, digit)).toBe(false);
  expect(middlesIn(centre, digit, 1)).toEqual({ top: 31.5, left: 31.5, height: 1, width: 1 });
  expect(middlesIn({ ...centre, width: 19 }, digit)).toBe(null);
});
