import { expect, test } from "vitest";
import { abreast, rowsFor } from "../../../static/figure/volume-headings.js";

/** @param {number[]} wanted @param {number[]} widths @param {number} available */
function placed(wanted, widths, available) {
  const lefts = abreast(wanted, widths, available);
  lefts.forEach((left, i) => {
    const before = i === 0 ? 0 : (lefts[i - 1] ?? 0) + (widths[i - 1] ?? 0);
    expect(left).toBeGreaterThanOrEqual(before - 1e-9);
    expect(left + (widths[i] ?? 0)).toBeLessThanOrEqual(available + 1e-9);
  });
  return lefts;
}

test("items that fit keep their wanted places", () => {
  expect(placed([100, 300, 500], [80, 80, 80], 700)).toEqual([100, 300, 500]);
});

test("overlapping items move to the right, and back from the end of the row", () => {
  expect(placed([100, 110], [80, 80], 700)).toEqual([100, 200]);
  expect(placed([600, 650, 660], [80, 80, 80], 700)).toEqual([400, 500, 600]);
  expect(placed([-50, 0], [80, 80], 700)).toEqual([20, 120]);
});

test("all items fit in a narrow row", () => {
  placed([0, 0, 0, 0], [90, 80, 70, 60], 310);
  placed([300, 300, 300, 300], [90, 80, 70, 60], 310);
});

test("headings that have no room side by side are dealt out to more rows", () => {
  const ten = Array.from({ length: 10 }, () => 75);
  expect(rowsFor(ten, 1000, 10)).toBe(1);
  expect(rowsFor(ten, 780, 10)).toBe(2);
  expect(rowsFor(ten, 300, 10)).toBe(4);
  expect(rowsFor(ten, 780, 1)).toBeNull();
  expect(rowsFor([400, 400], 300, 2)).toBe(2);
});
