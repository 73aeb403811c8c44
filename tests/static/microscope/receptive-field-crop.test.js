import { expect, test } from "vitest";
import { crop, fieldText } from "../../../static/microscope/receptive-field-crop.js";
import { card } from "../examples.js";

/** @import { Span } from "../../../static/types/api.js" */

/**
 * @param {Span} rows
 * @param {Span} cols
 */
const field = (rows, cols, { padding = false, wraps = false } = {}) => ({
  whole: { rows, cols },
  clipped: { rows, cols },
  touches_padding: padding,
  wraps,
});

test("the text on a field includes its last pixel, and mentions padding", () => {
  expect(fieldText(field([2, 6], [-1, 3], { padding: true }))).toBe(
    "rows 2 to 5, cols -1 to 2 px, touches padding",
  );
  expect(fieldText(field([2, 3], [7, 8]))).toBe("row 2, col 7 px");
  expect(fieldText(field([-2, 3], [0, 8], { wraps: true }))).toContain("opposite border");
});

// Every byte of channel c at (r, col) is 100c + 8r + col, wrapped.
const bytes = Uint8Array.from({ length: 3 * 64 }, (_, i) => 64 * Math.floor(i / 64) + (i % 64));

test("a crop has the field's pixels, and transparent padding", () => {
  const { width, height, pixels } = crop(card(), field([-1, 2], [6, 10], { padding: true }), bytes);
  expect([width, height]).toEqual([4, 3]);
  const at = (/** @type {number} */ row, /** @type {number} */ col) => [
    ...pixels.subarray(4 * (row * width + col), 4 * (row * width + col) + 4),
  ];
  expect(at(0, 0)).toEqual([0, 0, 0, 0]);
  expect(at(1, 0)).toEqual([6, 64 + 6, 128 + 6, 255]);
  expect(at(2, 1)).toEqual([15, 64 + 15, 128 + 15, 255]);
  expect(at(1, 2)).toEqual([0, 0, 0, 0]);
});

test("on a torus a crop wraps around", () => {
  const { pixels } = crop(card(), field([-1, 1], [7, 9], { wraps: true }), bytes);
  expect([...pixels.subarray(0, 4)]).toEqual([63, 127, 191, 255]);
  expect([...pixels.subarray(12, 16)]).toEqual([0, 64, 128, 255]);
});

test("a cell that sees everything gets the whole picture; one channel is grey", () => {
  expect(crop(card(), null, bytes)).toMatchObject({ width: 8, height: 8 });
  const grey = crop(card({ input_shape: [1, 8, 8] }), field([0, 1], [5, 6]), bytes);
  expect([...grey.pixels]).toEqual([5, 5, 5, 255]);
});
