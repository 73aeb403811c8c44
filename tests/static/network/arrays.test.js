import { expect, test } from "vitest";
import {
  bars,
  difference,
  front,
  holds,
  largest,
  means,
  nearestIndex,
  within,
} from "../../../static/network/arrays.js";

test("finds the positions at which an object is inside a box", () => {
  const every = Array.from({ length: 12 }, (_, i) => i * 4);
  const digit = { height: 20, width: 20 };
  expect(within(every, every, [0, 0, 28, 28], digit)).toEqual({
    row: 0,
    col: 0,
    height: 3,
    width: 3,
  });
  expect(within(every, every, [22, 22, 42, 42], digit)).toBeNull();
  const fine = Array.from({ length: 45 }, (_, i) => i);
  expect(within(fine, fine, [22, 22, 42, 42], digit)).toEqual({
    row: 22,
    col: 22,
    height: 1,
    width: 1,
  });
  expect(within(every, every, null, digit)).toBeNull();
  expect(within(every, every, [0, 0, 19, 64], digit)).toBeNull();
});

test("means inside and outside a box", () => {
  const values = [1, 1, 0, 0, 1, 0, 0, 0, 0];
  const box = { row: 0, col: 0, height: 2, width: 2 };
  expect(means(values, 3, box)).toEqual({ inside: 0.75, outside: 0 });
  expect(means(values, 3, null)).toEqual({ inside: null, outside: 3 / 9 });
  expect(means(values, 3, { row: 0, col: 0, height: 3, width: 3 }).outside).toBeNull();
});

test("bars cover exactly the cells of a mask", () => {
  const mask = [true, true, false, true, false, false, true, true, true, false, false, true];
  const found = bars(mask, 4);
  expect(found).toHaveLength(5);
  const drawn = mask.map((_, i) => found.some((box) => holds(box, Math.floor(i / 4), i % 4)));
  expect(drawn).toEqual(mask);
  expect(bars([], 4)).toEqual([]);
});

test("a bar ends at the end of its row", () => {
  expect(bars([false, true, true, false], 2)).toHaveLength(2);
});

test("the front view of a volume is the maximum over its slices", () => {
  const values = [1, -2, 3, 4, 5, -6, 0, -1];
  expect([...front(values, [2, 2, 2])]).toEqual([5, -2, 3, 4]);
});

test("the difference is what the shift does not explain, with zeros moving in", () => {
  const a = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const right = [0, 1, 2, 0, 4, 5, 0, 7, 8];
  expect([...difference(a, right, [1, 3, 3], { row: 0, col: 1 })]).toEqual(Array(9).fill(0));
  expect([...difference(a, a, [1, 3, 3], { row: 1, col: 0 })]).toEqual([1, 2, 3, 3, 3, 3, 3, 3, 3]);
  const around = [3, 1, 2, 6, 4, 5, 9, 7, 8];
  const cyclic = difference(a, around, [1, 3, 3], { row: 0, col: 1 }, true);
  expect([...cyclic]).toEqual(Array(9).fill(0));
  expect([...difference(a, a, [1, 3, 3], { row: -3, col: 6 }, true)]).toEqual(Array(9).fill(0));
});

test("slices are shifted independently", () => {
  const a = [1, 0, 0, 2];
  const b = [0, 1, 0, 0];
  expect([...difference(a, b, [2, 1, 2], { row: 0, col: 1 })]).toEqual([0, 0, 0, 0]);
});

test("the largest absolute value ignores unknown values", () => {
  expect(largest([1, -4, Number.NaN, -Infinity, 3])).toBe(4);
  expect(largest([])).toBe(0);
});

test("finds the nearest number in a list", () => {
  expect(nearestIndex([0, 4, 8], 3)).toBe(1);
  expect(nearestIndex([0, 4, 8], 99)).toBe(2);
  expect(nearestIndex([0, 4, 8], -5)).toBe(0);
});
