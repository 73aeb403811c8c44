import { expect, test } from "vitest";
import { pickMark, placeMarks } from "../../../static/figure/slice-marks.js";

/**
 * Sheets in a row, rising to the right.
 *
 * @param {number} count
 * @param {number} apart  px
 * @param {(channel: number) => { lit?: boolean, name?: string|null, pictured?: boolean }} [of]
 */
const sheets = (count, apart, of = () => ({})) =>
  Array.from({ length: count }, (_, channel) => ({
    layer: "pool1",
    channel,
    lit: false,
    name: null,
    pictured: true,
    foot: { x: 300 + apart * channel, y: 200 - 5 * channel },
    ...of(channel),
  }));

/** @param {ReturnType<typeof placeMarks>} marks */
function expectApart(marks) {
  for (const [i, a] of marks.entries()) {
    for (const b of marks.slice(0, i)) {
      const aside = a.left >= b.left + b.width || b.left >= a.left + a.width;
      expect(aside || a.top >= b.top + b.height || b.top >= a.top + a.height).toBe(true);
    }
  }
}

test("each sheet has its filter's picture above its corner, where there is room", () => {
  const marks = placeMarks(sheets(8, 24), [], 0, 1);
  expect(marks.map(({ channel }) => channel)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  for (const { left, width, top, height, foot } of marks) {
    expect(left + width / 2).toBeCloseTo(foot.x);
    expect(top + height).toBeLessThan(foot.y);
  }
  expectApart(marks);
});

test("active named slices come first, with their names; none overlap", () => {
  const named = (/** @type {number} */ channel) => ({
    lit: channel % 2 === 1,
    name: ["eye", "nose", "mouth", "joint", "right profile", "foot"][channel] ?? null,
  });
  const marks = placeMarks(sheets(6, 14, named), [], 0, 1);
  expect(marks.slice(0, 3).map(({ name }) => name)).toEqual(["nose", "joint", "foot"]);
  expect(marks.slice(3).every(({ name }) => name === null)).toBe(true);
  expectApart(marks);
});

test("marks stand above the picture's upper edge, and six px from a neighbour's name", () => {
  const named = (/** @type {number} */ channel) => ({
    lit: channel < 2,
    name: channel < 2 ? "eye" : null,
  });
  const marks = placeMarks(sheets(6, 24, named), [], 0, 1, (left) => (left < 330 ? 150 : Infinity));
  const over = marks.filter(({ left }) => left < 330);
  expect(over.length).toBeGreaterThan(1);
  expect(over.every(({ top, height }) => top + height <= 150)).toBe(true);
  for (const a of marks.filter(({ name }) => name)) {
    for (const b of marks.filter((other) => other !== a)) {
      const level = a.top < b.top + b.height && b.top < a.top + a.height;
      if (level && b.left + b.width <= a.left)
        expect(a.left - b.left - b.width).toBeGreaterThanOrEqual(6);
    }
  }
});

test("where the picture reaches the top, marks stand there, and do not overlap", () => {
  const named = () => ({ lit: true, name: "mouth" });
  const marks = placeMarks(sheets(6, 20, named), [], 40, 1, () => 45);
  expect(marks.length).toBeGreaterThan(0);
  expect(marks.every(({ top }) => top === 40)).toBe(true);
  expectApart(marks);
});

test("what would leave the stage, or cover what is taken, is left out", () => {
  const lit = () => ({ lit: true, name: "right profile" });
  const low = placeMarks(sheets(6, 14, lit), [], 150, 1);
  expect(low.filter(({ name }) => name !== null).length).toBeLessThan(6);
  expect(low.every(({ top }) => top >= 150)).toBe(true);
  const whole = [{ left: 0, top: 0, width: 900, height: 400 }];
  expect(placeMarks(sheets(3, 24), whole, 0, 1)).toEqual([]);
});

test("sheets that hide one another have no marks; without pictures there are numbers", () => {
  expect(placeMarks(sheets(3, 2), [], 0, 1)).toEqual([]);
  const plain = placeMarks(
    sheets(3, 24, () => ({ pictured: false })),
    [],
    0,
    1,
  );
  expect(plain.map(({ name }) => name)).toEqual(["0", "1", "2"]);
});

test("a point on a mark finds its slice", () => {
  const marks = placeMarks(sheets(3, 24), [], 0, 1);
  const second = marks[1];
  if (!second) throw new Error("no mark");
  const { left, top, width, height } = second;
  const found = pickMark(marks, left + width / 2, top + height / 2);
  expect(found).toEqual({ layer: "pool1", channel: 1 });
  expect(pickMark(marks, 10, 10)).toBeNull();
});

test("a name without room at the left stands at the right, over its volume alone", () => {
  const named = (/** @type {number} */ channel) => ({
    lit: true,
    name: ["eye", "hand"][channel] ?? null,
  });
  // The top leaves room for a single row.
  const row = sheets(2, 24, named).map((sheet) => ({ ...sheet, foot: { ...sheet.foot, y: 60 } }));
  const [eye, hand] = placeMarks(row, [], 34, 1, undefined, 500);
  expect([eye?.name, hand?.name]).toEqual(["eye", "hand"]);
  expect([eye?.after, hand?.after]).toEqual([false, true]);
  expectApart(placeMarks(row, [], 34, 1, undefined, 500));
  expect(hand && hand.left <= hand.foot.x && hand.foot.x <= hand.left + hand.width).toBe(true);
  const short = placeMarks(row, [], 34, 1, undefined, 340);
  expect(short.map(({ name }) => name)).toEqual(["eye"]);
});

test("an active slice's picture without its name is never close to another one's name", () => {
  const named = (/** @type {number} */ channel) => ({
    lit: true,
    name: ["eye", "hand", "foot", "joint", "mouth", "nose"][channel] ?? null,
  });
  for (const apart of [6, 10, 14, 20, 26]) {
    const row = sheets(6, apart, named).map((sheet) => ({
      ...sheet,
      foot: { ...sheet.foot, y: 60 },
    }));
    const marks = placeMarks(row, [], 34, 1, undefined, 330);
    const names = marks.filter(({ name }) => name !== null);
    expect(names.length).toBeGreaterThan(0);
    for (const { left, width } of marks.filter(({ name }) => name === null)) {
      for (const other of names) {
        const gap = Math.max(left - other.left - other.width, other.left - left - width);
        expect(gap).toBeGreaterThanOrEqual(14);
      }
    }
  }
});
