import { expect, test } from "vitest";
import { letters, placeLetters, wrongAnswers } from "../../../static/lab/answer-letters.js";

/**
 * A sweep of one row of places a line; digits are wrong answers, dots right ones, spaces unknown.
 *
 * @param {...string} lines
 */
function swept(...lines) {
  const places = lines.join("").split("");
  const correct = places.map((place) => (place === " " ? Number.NaN : Number(place === ".")));
  return /** @type {any} */ ({
    start: { rows: lines.map((_, row) => row), cols: [...(lines[0] ?? "")].map((_, col) => col) },
    fields: {
      correct: Float64Array.from(correct),
      prediction: Float64Array.from(places.map((place) => (place === "." ? 0 : Number(place)))),
    },
  });
}

test("an output's letters are the fewest that no other one begins with", () => {
  expect(letters(["0", "1", "9"])).toEqual(["0", "1", "9"]);
  expect(letters(["human body", "face", "leg"])).toEqual(["h", "f", "l"]);
  expect(letters(["arm", "arc", "a"])).toEqual(["arm", "arc", "a"]);
});

test("where three letters do not distinguish an output, its number does", () => {
  const names = ["tabby cat", "tabby kitten", "crane", "crane (2)", "ox"];
  expect(letters(names)).toEqual(["#0", "#1", "#2", "#3", "o"]);
  const thousand = Array.from({ length: 1000 }, (_, i) => String(i));
  expect(letters(thousand)).toEqual(thousand);
});

test("every wrong place has its answer's letter where there is room", () => {
  expect(placeLetters(swept("1.2", ". 3"), 1)).toEqual([
    { row: 0, col: 0, output: 1 },
    { row: 0, col: 2, output: 2 },
    { row: 1, col: 2, output: 3 },
  ]);
});

test("without room each block has one letter, on a wrong place next to its middle", () => {
  const found = placeLetters(swept("1....4", "...5..", "......"), 3);
  expect(found).toEqual([
    { row: 0, col: 0, output: 1 },
    { row: 1, col: 3, output: 5 },
  ]);
  expect(placeLetters(swept("....", "...."), 2)).toEqual([]);
});

test("two letters at a border between blocks do not touch", () => {
  const found = placeLetters(swept("..12..", "......", "......"), 3);
  expect(found).toEqual([{ row: 0, col: 2, output: 1 }]);
  const map = swept(
    ...Array.from({ length: 20 }, (_, row) => "1..1.11.".repeat(3).slice(row % 4, 20 + (row % 4))),
  );
  const letters = placeLetters(map, 4);
  expect(letters.length).toBeGreaterThan(9);
  for (const a of letters)
    for (const b of letters)
      if (a !== b)
        expect(Math.max(Math.abs(a.row - b.row), Math.abs(a.col - b.col))).toBeGreaterThanOrEqual(
          4,
        );
});

test("wrong answers are counted, the most frequent first", () => {
  expect(wrongAnswers(swept("77.", "3 7"))).toEqual([
    { output: 7, count: 3 },
    { output: 3, count: 1 },
  ]);
  expect(wrongAnswers({ fields: null })).toEqual([]);
});
