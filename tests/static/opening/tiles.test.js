import { expect, test } from "vitest";
import { boxOf, nearest, sweptTiles, tileAt } from "../../../static/opening/tiles.js";
import { card } from "../examples.js";

/** @import { Sweep } from "../../../static/types/lab.js" */

const network = card({ id: "digits", outputs: ["3", "8"] });

test("a tile lies around the middle of the object", () => {
  expect(boxOf({ row: 8, col: 4 }, { height: 20, width: 10 })).toEqual({
    x: 7,
    y: 16,
  });
});

test("a sweep gives a tile for each of its positions", () => {
  const sweep = /** @type {Sweep} */ (
    /** @type {unknown} */ ({
      start: { rows: [0, 4], cols: [0, 4] },
      fields: { correct: [1, 0, 0, 1], prediction: [0, 1, 1, 0] },
    })
  );
  const tiles = [...sweptTiles(sweep, network).values()];
  expect(tiles.map(({ row, col, right, answer }) => [row, col, right, answer])).toEqual([
    [0, 0, true, "3"],
    [0, 4, false, "8"],
    [4, 0, false, "8"],
    [4, 4, true, "3"],
  ]);
  expect(sweptTiles(/** @type {Sweep} */ ({ start: null, fields: null }), network).size).toBe(0);
});

test("a place has a tile once the sweep has its answer", () => {
  const sweep = /** @type {Sweep} */ (
    /** @type {unknown} */ ({
      start: { rows: [0, 4], cols: [0] },
      fields: { correct: [0, NaN], prediction: [1, NaN] },
    })
  );
  const place = { row: 0, col: 0 };
  expect(tileAt(sweep, network, place)).toEqual({
    ...place,
    right: false,
    answer: "8",
    falls: false,
  });
  expect(tileAt(sweep, network, { row: 4, col: 0 })).toBe(null);
  expect(tileAt(sweep, network, { row: 0, col: 4 })).toBe(null);
});

test("the nearest place is on the sweep's grid", () => {
  expect(nearest({ row: 7, col: 5 })).toEqual({ row: 8, col: 4 });
});
