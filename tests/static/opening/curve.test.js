import { expect, test } from "vitest";
import { along } from "../../../static/opening/curve.js";
import { TILE } from "../../../static/opening/tiles.js";

const start = { row: 4, col: 4 };
const room = { height: 44, width: 44 };
/** The object's places at the display's rate. */
const places = Array.from({ length: 361 }, (_, i) => along(i / 360, start, room));

test("the object starts at its start and ends elsewhere", () => {
  expect(places[0]).toEqual(start);
  const end = places.at(-1);
  expect(Math.min(end?.row ?? 0, end?.col ?? 0)).toBeGreaterThan(12);
  // A place that is measured, so that the tile there has the answer.
  expect([(end?.row ?? 1) % TILE, (end?.col ?? 1) % TILE]).toEqual([0, 0]);
  expect(along(-1, start, room)).toEqual(places[0]);
  expect(along(2, start, room)).toEqual(end);
});

test("every place is in whole px, and the object wholly on the canvas", () => {
  for (const { row, col } of places) {
    expect([row, col].every(Number.isInteger)).toBe(true);
    expect(Math.min(row, col)).toBeGreaterThanOrEqual(0);
    expect(row).toBeLessThanOrEqual(room.height);
    expect(col).toBeLessThanOrEqual(room.width);
  }
});

test("it moves smoothly, a pixel or two a picture", () => {
  const steps = places
    .slice(1)
    .map(({ row, col }, i) => Math.hypot(row - (places[i]?.row ?? 0), col - (places[i]?.col ?? 0)));
  expect(Math.max(...steps)).toBeLessThan(2.5);
});

test("it goes around the canvas: through each quarter of it", () => {
  const quarters = new Set(places.map(({ row, col }) => `${row > 22} ${col > 22}`));
  expect(quarters.size).toBe(4);
});
