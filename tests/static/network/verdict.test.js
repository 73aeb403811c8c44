import { expect, test } from "vitest";
import { scoreText, sureText, verdictOf, verdictText } from "../../../static/network/verdict.js";

/** @import { Card, Frame } from "../../../static/types/api.js" */

const digits = /** @type {Card} */ ({ outputs: ["0", "1", "2"] });
const figures = /** @type {Card} */ ({ outputs: ["face", "nothing"] });

/**
 * @param {number[]} scores
 * @param {string|null} expected
 */
function frame(scores, expected) {
  return /** @type {Frame} */ ({ scores: Float32Array.of(...scores), expected });
}

test("an answer is right if the strongest output is the expected one", () => {
  const verdict = verdictOf(digits, frame([0.25, 0.5, 0.25], "1"), false);
  expect(verdict).toEqual({ kind: "right", answer: "1", score: 0.5, lone: false, expected: "1" });
});

test("an answer is wrong if another output is expected", () => {
  const verdict = verdictOf(digits, frame([0.25, 0.5, 0.25], "2"), false);
  expect(verdict).toEqual({ kind: "wrong", answer: "1", score: 0.5, lone: false, expected: "2" });
});

test("an answer is unjudged where no output is expected", () => {
  expect(verdictOf(digits, frame([1, 0, 0], null), false).kind).toBe("unjudged");
});

test("an empty canvas is nothing to read, unless the network can answer so", () => {
  expect(verdictOf(digits, frame([1, 0, 0], null), true).kind).toBe("empty");
  expect(verdictOf(figures, frame([0, 1], "nothing"), true).kind).toBe("right");
  expect(verdictOf(figures, frame([1, 0], "nothing"), true).kind).toBe("wrong");
});

test("a lone output has a value, of any size, and no percentage", () => {
  const card = /** @type {Card} */ ({ outputs: ["defect"] });
  const verdict = verdictOf(card, frame([-2.71875], null), false);
  expect(verdict).toMatchObject({ kind: "unjudged", answer: "defect", score: -2.71875 });
  expect([sureText(verdict), verdictText(verdict)]).toEqual(["-2.719", "defect, -2.719"]);
  expect([scoreText(card, 12345.6), scoreText(digits, 0.25)]).toEqual(["12350", "25%"]);
});
