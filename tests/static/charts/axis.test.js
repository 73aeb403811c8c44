import { expect, test } from "vitest";
import { ticks } from "../../../static/charts/axis.js";

test("ticks are round numbers from end to end", () => {
  expect(ticks(0, 1, 4)).toEqual([0, 0.5, 1]);
  expect(ticks(0, 58.2, 5)).toEqual([0, 20, 40]);
  expect(ticks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(ticks(0, 0.0031, 4)).toEqual([0, 0.001, 0.002, 0.003]);
});

test("there are at most a few more ticks than requested, all within the ends", () => {
  for (const high of [0.017, 1.3, 7, 44, 1999]) {
    const found = ticks(0, high, 4);
    expect(found.length).toBeLessThanOrEqual(5);
    expect(found.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...found)).toBeLessThanOrEqual(high);
  }
});

test("equal ends have one tick", () => {
  expect(ticks(3, 3, 4)).toEqual([3]);
});
