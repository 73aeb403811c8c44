import { expect, test } from "vitest";
import { across, along, begin, strongest, through } from "../../../static/figure/cell-cursor.js";
import { card } from "../examples.js";

/** @import { Cell } from "../../../static/types/state.js" */
/** @import { Frame } from "../../../static/types/api.js" */

const small = card();
/** @type {Cell} */
const cell = { side: "model", layer: "pool1", channel: 1, row: 3, col: 0 };
const bytes = new Uint8Array(32);
bytes[16 + 4 * 2 + 1] = 200;
bytes[16 + 4 * 3 + 3] = 90;
const frame = /** @type {Frame} */ (
  /** @type {unknown} */ ({
    volumes: new Map([["pool1", { bytes, active: Int32Array.of(0, 2) }]]),
  })
);

test("keys start at the strongest cell of the first active slice", () => {
  expect(begin(small, "twin", frame)).toEqual({
    side: "twin",
    layer: "pool1",
    channel: 1,
    row: 2,
    col: 1,
  });
  expect(begin(small, "model", null)).toMatchObject({ channel: 0, row: 0, col: 0 });
  expect(begin(card({ layers: [] }), "model", null)).toBeNull();
});

test("moves are clamped to the slice and to the volume", () => {
  expect(along(small, cell, [1, -1])).toEqual(cell);
  expect(along(small, cell, [-1, 1])).toEqual({ ...cell, row: 2, col: 1 });
  expect(across(small, cell, 1)).toEqual(cell);
  expect(across(small, cell, -1)).toEqual({ ...cell, channel: 0 });
});

test("between volumes the cell stays over the same part of the picture", () => {
  const input = through(small, cell, -1);
  expect(input).toEqual({ ...cell, layer: "input", row: 7, col: 1 });
  expect(through(small, input, 1)).toEqual(cell);
  expect(through(small, input, -1)).toEqual(input);
});

test("the strongest cell is that of the frame", () => {
  expect(strongest(small, cell, frame)).toEqual({ ...cell, row: 2, col: 1 });
});
