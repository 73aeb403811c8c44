import { expect, test } from "vitest";
import { answerRoom, answerWidth, lowered, spaced } from "../../../static/figure/figure-answers.js";

const item = (/** @type {number} */ y, height = 17, fixed = false) => ({ y, height, fixed });

test("names with room stand at their discs", () => {
  expect(spaced([item(10), item(40), item(70)])).toEqual([10, 40, 70]);
});

test("the answer stays at its disc; the others move away from it without overlap", () => {
  const items = [item(10), item(28), item(46, 30, true), item(64), item(82)];
  const places = spaced(items);
  expect(places[2]).toBe(46);
  places.slice(1).forEach((place, i) => {
    const need = ((items[i]?.height ?? 0) + (items[i + 1]?.height ?? 0)) / 2;
    expect(place - (places[i] ?? 0)).toBeGreaterThanOrEqual(need);
  });
});

test("names stand below the caption, and the others where they were", () => {
  const items = [item(10), item(40, 30, true), item(90)];
  expect(lowered([10, 40, 90], items, 30)).toEqual([38.5, 62, 90]);
  expect(lowered([10, 40, 90], items, 0)).toEqual([10, 40, 90]);
});

test("without names or without an answer there is nothing to move", () => {
  expect(spaced([])).toEqual([]);
  expect(spaced([item(5)])).toEqual([5]);
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
