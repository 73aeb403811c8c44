import { expect, test } from "vitest";
import { isSmall, marginsOf } from "../../../static/figure/stage-margins.js";

const size = { width: 1200, height: 900 };

test("a stage is small if it is narrow or low", () => {
  expect(isSmall(size, 1)).toBe(false);
  expect(isSmall({ ...size, width: 500 }, 1)).toBe(true);
  expect(isSmall({ ...size, height: 400 }, 1)).toBe(true);
  // Larger text needs more room.
  expect(isSmall(size, 3)).toBe(true);
});

test("margins grow with the text, and leave the volumes more than half of the width", () => {
  const one = marginsOf(size, ["face"], 1, { strand: false, above: false });
  const two = marginsOf(size, ["face"], 2, { strand: false, above: false });
  expect(two.top).toBe(2 * one.top);
  expect(two.bottom).toBe(2 * one.bottom);
  const long = marginsOf(size, ["a very long name of an output indeed ".repeat(5)], 2, {
    strand: false,
    above: false,
  });
  expect(long.right).toBeLessThan(size.width / 2);
});

test("a strand has no room for names beside it", () => {
  expect(marginsOf(size, ["face"], 1, { strand: true, above: false }).right).toBeLessThan(
    marginsOf(size, ["face"], 1, { strand: false, above: false }).right,
  );
});

test("a low strand has less above it", () => {
  const low = marginsOf({ width: 400, height: 100 }, [], 1, { strand: true, above: false });
  expect(low.top).toBe(12);
  expect(marginsOf(size, [], 1, { strand: true, above: false }).top).toBeGreaterThan(low.top);
});
