import { expect, test } from "vitest";
import {
  crop,
  fieldText,
  flow,
  glow,
  largest,
  productScale,
  strongestFirst,
  valueColour,
  valueScale,
} from "../../../static/microscope/explain.js";
import { card, layer } from "../examples.js";

/** @import { CellResponse, Patch, Span } from "../../../static/types/api.js" */

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

test("steps are shown in the order of the flow, and know where the answer has them", () => {
  const steps = ["pool2", "relu2", "conv2"].map((layer) => ({ layer }));
  const shown = flow(/** @type {CellResponse} */ (/** @type {unknown} */ ({ steps })));
  expect(shown.map(({ step, path }) => `${step.layer} ${path}`)).toEqual([
    "conv2 steps.2",
    "relu2 steps.1",
    "pool2 steps.0",
  ]);
});

test("the slices that give most come first, whatever the sign", () => {
  const patch = /** @type {Patch} */ ({ sums: [1, -3, 0, 3, 2] });
  expect(strongestFirst(patch)).toEqual([1, 3, 4, 0, 2]);
});

test("the largest is by size, and never 0", () => {
  expect(largest([[[1, -4], [2]]])).toBe(4);
  expect(largest([[-0.5, 0.25]])).toBe(0.5);
  expect(largest([0, 0])).toBe(1);
});

test("values are coloured over the card's fixed range, even on both sides of zero", () => {
  expect(valueScale(layer({ range: [0, 3] }))).toEqual({ low: 0, high: 3, signed: false });
  expect(valueScale(layer({ range: [-5, 2] }))).toEqual({ low: -5, high: 5, signed: true });
  expect(valueColour(layer({ range: [0, 2] }), 0, 2)).toBe(glow("#ff0000", 1));
  expect(valueColour(layer({ range: [0, 2] }), 1, 1)).toBe(glow("#ff00ff", 0.5));
  const signedLayer = layer({ range: [-2, 2] });
  expect(valueColour(signedLayer, 0, 1)).not.toBe(valueColour(signedLayer, 0, -1));
});

test("a glow is black at zero and full at one, and no more", () => {
  expect(glow("#ff0000", 0)).toContain(" 0.0%");
  expect(glow("#ff0000", 1)).toContain(" 100.0%");
  expect(glow("#ff0000", 7)).toBe(glow("#ff0000", 1));
});

test("a full value under a full weight is a full product", () => {
  const patch = /** @type {Patch} */ ({ kernel: [[[0.5, -2]]] });
  expect(productScale(layer({ range: [0, 3] }), patch)).toBe(6);
});

test("a field in words counts its last pixel, and says what it touches", () => {
  expect(fieldText(field([2, 6], [-1, 3], { padding: true }))).toBe(
    "rows 2 to 5, cols -1 to 2 px, touches padding",
  );
  expect(fieldText(field([2, 3], [7, 8]))).toBe("row 2, col 7 px");
  expect(fieldText(field([-2, 3], [0, 8], { wraps: true }))).toContain("opposite border");
});

// Every byte of channel c at (r, col) is 100c + 8r + col, wrapped.
const bytes = Uint8Array.from({ length: 3 * 64 }, (_, i) => 64 * Math.floor(i / 64) + (i % 64));

test("a crop shows the pixels of the field, with clear padding", () => {
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

test("on a ring a crop goes on at the opposite border", () => {
  const { pixels } = crop(card(), field([-1, 1], [7, 9], { wraps: true }), bytes);
  expect([...pixels.subarray(0, 4)]).toEqual([63, 127, 191, 255]);
  expect([...pixels.subarray(12, 16)]).toEqual([0, 64, 128, 255]);
});

test("what sees everything is shown the whole picture; one channel is grey", () => {
  expect(crop(card(), null, bytes)).toMatchObject({ width: 8, height: 8 });
  const grey = crop(card({ input_shape: [1, 8, 8] }), field([0, 1], [5, 6]), bytes);
  expect([...grey.pixels]).toEqual([5, 5, 5, 255]);
});
