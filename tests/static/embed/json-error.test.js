import { expect, test } from "vitest";
import { jsonErrorAt } from "../../../static/embed/json-error.js";

test.each([
  ["", 0],
  ["{", 1],
  ["{]", 1],
  ['{"a"', 4],
  ['{"a" 1}', 5],
  ['{"a": }', 6],
  ['{"a": 1,}', 8],
  ['{"a": 1 "b": 2}', 8],
  ["{a: 1}", 1],
  ["{'a': 1}", 1],
  ["[1, 2, ]", 7],
  ["[1 2]", 3],
  ["[01]", 2],
  ["[1.]", 2],
  ["[tru]", 1],
  ['["a\nb"]', 1],
  ['["\\x"]', 1],
  ["[NaN]", 1],
  ['{"a": [1, {"b": [2}]}', 18],
  ["{} x", 3],
  ['{"a": 1}}', 8],
])("%s is no JSON from character %i on", (text, at) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonErrorAt(text)).toBe(at);
});

test("a long text is read in a time that grows with its length", () => {
  const text = `{"objects": [${'{"object": "face", "row": 1, "col": 2}, '.repeat(2000)}]}`;
  expect(jsonErrorAt(text)).toBe(text.length - 2);
});
