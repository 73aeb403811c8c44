import { expect, test } from "vitest";
import { answerRoom, answerWidth, namesBeside } from "../../../static/figure/figure-answers.js";

/** An output whose disc is at `y`. */
const item = (/** @type {number} */ y, role = "", height = 17) => ({
  y,
  height: role === "wins" ? 30 : height,
  wins: role === "wins",
  should: role === "should",
});
/** Where names stand, by the height of their discs. */
const places = (/** @type {ReturnType<typeof item>[]} */ items, top = 0) =>
  Object.fromEntries(namesBeside(items, top).map(({ item: { y }, y: at }) => [y, at]));

test("each name stands at its own disc", () => {
  expect(places([item(10), item(40, "wins"), item(70)])).toEqual({ 10: 10, 40: 40, 70: 70 });
});

test("names that the answer would cover are left out, and none stands at another's disc", () => {
  const discs = [10, 25, 40, 55, 70, 85].map((y) => item(y, y === 40 ? "wins" : "", 15));
  expect(places(discs)).toEqual({ 10: 10, 40: 40, 70: 70, 85: 85 });
});

test("the correct output has a name beside a wrong answer, as near to its disc as that lets it", () => {
  const below = [item(40, "wins"), item(55, "should"), item(90)];
  expect(places(below)).toEqual({ 40: 40, 55: 63.5, 90: 90 });
  const above = [item(45, "should"), item(60, "wins")];
  expect(places(above)).toEqual({ 45: 36.5, 60: 60 });
  expect(places([item(40, "wins"), item(120, "should")])).toEqual({ 40: 40, 120: 120 });
});

test("names stand below the caption or are left out; the answer and the correct one are moved", () => {
  expect(places([item(10), item(30), item(60, "wins")], 20)).toEqual({ 30: 30, 60: 60 });
  expect(places([item(20, "wins"), item(80)], 30)).toEqual({ 20: 45, 80: 80 });
  // Above the answer there is no room, so the correct output's name is below.
  expect(places([item(30, "should"), item(40, "wins")], 20)).toEqual({ 30: 63.5, 40: 40 });
});

test("without outputs there are no names", () => {
  expect(namesBeside([], 0)).toEqual([]);
});

test("the room for the outputs fits the longest name as the answer, and as what it should be", () => {
  for (const small of [false, true]) {
    for (const scale of [1, 1.5]) {
      const names = ["face", "human body", "nothing"];
      const room = answerRoom(names, small, scale);
      const widest = Math.max(...names.map((name) => answerWidth(name, small, scale).stacked));
      // Beside the disc, or the ring around it, and with space at the edge.
      expect(room).toBeGreaterThanOrEqual(widest + (13 + 4 + 10) * scale);
      expect(answerRoom(["3"], small, scale)).toBeLessThan(room);
    }
  }
  expect(answerRoom([], false, 1)).toBeLessThan(30);
});
