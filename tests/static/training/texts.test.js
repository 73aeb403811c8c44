import { expect, test } from "vitest";
import { canvasText, linkText } from "../../../static/training/texts.js";
import { card } from "../examples.js";

test("whoever opens a link reads that it has no result", () => {
  expect(linkText(card(), false)).toBeNull();
  expect(linkText(card(), true)).toMatch(/not its result: Train makes it anew/);
  expect(linkText(card({ painted: [[0, 0, 28, 28]] }), false)).toMatch(
    /^The figure shows a trained network; .*nor in a link/,
  );
});

test("a region over another canvas is said to be stretched", () => {
  expect(canvasText(card({ input_shape: [3, 64, 64] }))).toBeNull();
  expect(canvasText(card({ input_shape: [3, 32, 48] }))).toMatch(/a canvas of 32 × 48 px.*64 × 64/);
});
