import { expect, test } from "vitest";
import {
  abreast,
  clearOf,
  leaderStart,
  leadersCross,
  lowest,
  rows,
  rowsFor,
  stack,
} from "../../../static/figure/heading-layout.js";

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

const square = [
  { x: 0, y: 0 },
  { x: 100, y: 20 },
  { x: 100, y: 120 },
  { x: 0, y: 100 },
];

test("the lowest point of an outline between two x", () => {
  expect(lowest(square, 0, 100)).toBe(120);
  expect(lowest(square, 0, 50)).toBe(110);
  expect(lowest(square, 101, 200)).toBe(-Infinity);
});

test("no heading covers the picture or another heading", () => {
  const frame = new DOMRect(0, 0, 400, 300);
  const items = [
    { rect: new DOMRect(20, 90, 60, 30) },
    { rect: new DOMRect(70, 80, 60, 30) },
    { rect: new DOMRect(200, 80, 60, 30) },
  ];
  const places = stack(items, frame, square) ?? [];
  expect(places[0]?.y).toBeGreaterThan(115);
  expect(places[1]?.y).toBeGreaterThanOrEqual(places[0]?.bottom ?? 0);
  // Beside the picture a heading stays where it is.
  expect(places[2]?.y).toBe(80);
  expect(stack(items, new DOMRect(0, 0, 400, 140), square)).toBeNull();
});

test("headings in a row stand beside a picture that reaches down to them", () => {
  const frame = new DOMRect(0, 0, 400, 140);
  const items = [
    { anchor: { x: 50, y: 110 }, rect: new DOMRect(20, 90, 60, 30) },
    { anchor: { x: 90, y: 80 }, rect: new DOMRect(60, 80, 60, 30) },
  ];
  const places = rows(items, frame, 1, square) ?? [];
  expect(places[0]?.x).toBe(20);
  expect(places[1]?.x).toBe(110);
});

test("a leader line that runs through another heading is found", () => {
  const upper = new DOMRect(100, 200, 120, 60);
  const lower = new DOMRect(100, 264, 120, 60);
  const items = [{ anchor: { x: 160, y: 180 } }, { anchor: { x: 150, y: 100 } }];
  expect(leadersCross(items, [upper, lower])).toBe(true);
  expect(leadersCross(items, [upper, new DOMRect(240, 200, 120, 60)])).toBe(false);
  // A heading that is near its volume has no line.
  expect(leaderStart(upper, { x: 160, y: 180 })).toBeNull();
  expect(
    leadersCross([{ anchor: { x: 160, y: 180 } }, { anchor: { x: 150, y: 250 } }], [upper, lower]),
  ).toBe(false);
});

test("a heading above its column is raised clear of a volume behind it, and of no other", () => {
  const place = new DOMRect(100, 50, 80, 40);
  const roof = (/** @type {number} */ left, /** @type {number} */ top) => [
    { x: left, y: top },
    { x: left + 60, y: top + 10 },
    { x: left + 120, y: top + 40 },
  ];
  expect(clearOf(place, [])).toBe(50);
  // Below it, and beside it.
  expect(clearOf(place, [roof(90, 120), roof(250, 30)])).toBe(50);
  // The roof at its left end, x = 90, is at y = 65.
  expect(clearOf(place, [roof(60, 60), roof(90, 120)])).toBeCloseTo(65 - 40 - 10);
  expect(clearOf(place, [roof(60, 10)])).toBe(0);
});
