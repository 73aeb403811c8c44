import { render } from "lit";
import { expect, test } from "vitest";
import { tileKey } from "../../../static/lab/map-legend.js";
import { card } from "../examples.js";

/**
 * The legend of a map whose wrong answers are so many different ones of a hundred.
 *
 * @param {number} count
 */
function legendOf(count) {
  const outputs = Array.from({ length: 100 }, (_, i) => `class ${i}`);
  const prediction = Float64Array.from({ length: count }, (_, i) => i);
  const fields = /** @type {any} */ ({ correct: prediction.map(() => 0), prediction });
  const element = document.createElement("p");
  render(tileKey({ fields }, card({ outputs })), element);
  return {
    named: [...element.querySelectorAll("[data-answer]")].map((one) =>
      one.textContent?.replace(/\s+/g, " ").trim(),
    ),
    text: element.textContent?.replace(/\s+/g, " "),
  };
}

test("a legend names the most frequent wrong answers, and counts the others", () => {
  expect(legendOf(9).named).toHaveLength(9);
  expect(legendOf(9).text).not.toContain("other wrong answers");
  const { named, text } = legendOf(60);
  expect(named).toHaveLength(8);
  expect(named[0]).toBe("#0 class 0");
  expect(text).toContain("52 other wrong answers");
});
