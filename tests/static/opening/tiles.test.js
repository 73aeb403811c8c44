import { expect, test } from "vitest";
import { boxOf, laid, sweptTiles, tileOf, tilesAt } from "../../../static/opening/tiles.js";
import { card } from "../examples.js";

/** @import { Frame } from "../../../static/types/api.js" */
/** @import { Sweep } from "../../../static/types/lab.js" */
/** @import { Tiles } from "../../../static/types/state.js" */

const network = card({ id: "digits", outputs: ["3", "8"] });

/**
 * @param {number} row
 * @param {number} col
 * @param {number[]} scores
 * @param {Partial<Frame>} [fields]
 * @returns {Frame}
 */
function frame(row, col, scores, fields = {}) {
  return /** @type {Frame} */ ({
    model: "digits",
    expected: "3",
    scores: Float32Array.from(scores),
    scene: { objects: [{ object: "digit-3-4", row, col }] },
    ...fields,
  });
}

test("an answer lays a tile on the grid of places", () => {
  const tile = { row: 8, col: 4, swept: false };
  expect(tileOf(network, frame(7, 5, [0.9, 0.1]))).toEqual({ ...tile, right: true, answer: "3" });
  expect(tileOf(network, frame(9, 3, [0.1, 0.9]))).toEqual({ ...tile, right: false, answer: "8" });
});

test("an answer that cannot be judged, or is another network's, lays none", () => {
  expect(tileOf(network, frame(0, 0, [1, 0], { expected: null }))).toBe(null);
  expect(tileOf(network, frame(0, 0, [1, 0], { model: "other" }))).toBe(null);
  expect(tileOf(network, frame(0, 0, [1, 0], { scene: { objects: [] } }))).toBe(null);
});

test("the newest answer at a place stays; the same answer changes nothing", () => {
  const right = /** @type {NonNullable<ReturnType<typeof tileOf>>} */ (
    tileOf(network, frame(8, 4, [1, 0]))
  );
  /** @type {Tiles} */
  const none = new Map();
  const one = laid(none, right);
  expect(none.size).toBe(0);
  expect(laid(one, { ...right })).toBe(one);
  const again = laid(one, { ...right, right: false, answer: "8" });
  expect([...again.values()]).toEqual([{ ...right, right: false, answer: "8" }]);
});

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

test("of a sweep's tiles, those of a path lie as an object lays them", () => {
  const tile = { row: 4, col: 8, right: true, answer: "3", swept: true };
  const tiles = new Map([
    ["4 8", tile],
    ["8 8", { ...tile, row: 8 }],
  ]);
  expect(tilesAt(tiles, new Set(["4 8", "0 0"]))).toEqual(
    new Map([["4 8", { ...tile, swept: false }]]),
  );
});
