import { render } from "lit";
import { expect, test } from "vitest";
import { answerView } from "../../../static/ui/answer.js";

/** @import { Verdict } from "../../../static/network/verdict.js" */

/** @param {Verdict|null} verdict */
function drawn(verdict) {
  const place = document.createElement("div");
  render(answerView(verdict), place);
  return {
    mark: place.querySelector("svg")?.querySelector("circle, rect")?.localName ?? null,
    text: (place.textContent ?? "").replaceAll(/\s+/g, " ").trim(),
  };
}

/** @param {Verdict["kind"]} kind */
const verdict = (kind) => ({ kind, answer: "8", score: 0.67, expected: "3" });

test("right and wrong differ in shape, and a wrong answer says what it should be", () => {
  expect(drawn(verdict("right"))).toEqual({ mark: "circle", text: "Right: 8 67% sure" });
  expect(drawn(verdict("wrong"))).toEqual({
    mark: "rect",
    text: "Wrong: 8 67% sure · should be 3",
  });
});

test("an answer that cannot be judged has no mark, nor has an empty canvas an answer", () => {
  expect(drawn(verdict("unjudged"))).toEqual({ mark: null, text: "8 67% sure" });
  expect(drawn(verdict("empty"))).toEqual({ mark: null, text: "Nothing to read" });
  expect(drawn(null)).toEqual({ mark: null, text: "…" });
});
