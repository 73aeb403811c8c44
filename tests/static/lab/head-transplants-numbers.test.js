import { render } from "lit";
import { expect, test } from "vitest";
import { farthest, transplantNumbers } from "../../../static/lab/head-transplants-numbers.js";

/** @import { Sprite } from "../../../static/types/api.js" */
/** @import { Sweep } from "../../../static/types/lab.js" */

const digit = /** @type {Sprite} */ (/** @type {unknown} */ ({ height: 2, width: 2 }));

/** @param {Partial<Sweep>} [fields] */
function sweep(fields) {
  return /** @type {Sweep} */ (
    /** @type {unknown} */ ({
      start: { rows: [0, 4], cols: [0, 4], base: { row: 0, col: 0 } },
      fields: {
        correct: Float64Array.of(1, 0, 1, 0),
        response: Float64Array.of(1, 0.5, 0.25, 0.125),
      },
      end: { constant: false },
      ...fields,
    })
  );
}

test("the farthest response is at the corner opposite to the digit's original position", () => {
  expect(farthest(sweep())).toBe(0.125);
  expect(farthest(sweep({ end: null }))).toBeNull();
  expect(farthest(undefined)).toBeNull();
});

test("accuracy and response are given inside and outside the region", () => {
  const box = document.createElement("div");
  render(transplantNumbers(sweep(), [0, 0, 3, 3], digit), box);
  const texts = [...box.querySelectorAll("dd")].map((each) => each.textContent);
  expect(texts).toEqual(["1.000", "0.333", "0.292", "0.125"]);
  expect(box.querySelector(".differs")).toBeNull();
});

test("an unfinished sweep has no numbers, and a constant predictor is named as such", () => {
  const box = document.createElement("div");
  render(transplantNumbers(sweep({ end: null }), [0, 0, 3, 3], digit), box);
  expect(box.textContent).toBe("");
  const end = /** @type {Sweep["end"]} */ (/** @type {unknown} */ ({ constant: true }));
  render(transplantNumbers(sweep({ end }), [0, 0, 3, 3], digit), box);
  expect(box.querySelector(".differs")?.textContent).toContain("A constant predictor");
});
