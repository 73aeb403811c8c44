import { render } from "lit";
import { expect, test } from "vitest";
import {
  farthest,
  findingOf,
  transplantNumbers,
} from "../../../static/lab/head-transplants-numbers.js";

/** @import { Transplants } from "../../../static/network/transplants.js" */
/** @import { Sprite } from "../../../static/types/api.js" */
/** @import { Sweep, Volumes } from "../../../static/types/lab.js" */

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
      end: { constant: false, accuracy: 0.5 },
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
  expect(texts).toEqual(["1.000", "0.333", "0.500", "0.292", "0.125"]);
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

test("what was found is known after all four sweeps, with the answers to an empty canvas", () => {
  const names = ["corner", "cornerHead", "everywhere", "everywhereHead"];
  const region = [0, 0, 3, 3];
  const four = /** @type {Transplants} */ (
    /** @type {unknown} */ (
      Object.fromEntries(names.map((id) => [id, { id, region, outputs: ["7", "8"] }]))
    )
  );
  const eight = { ...digit, title: "8" };
  const start = { ...sweep().start, chance: 0.5 };
  const sweeps = Object.fromEntries(
    names.map((name) => [name, sweep({ start: /** @type {Sweep["start"]} */ (start) })]),
  );
  const volumes = names.map(
    (model) =>
      /** @type {Volumes} */ (
        /** @type {unknown} */ ({ model, scores: { blank: Float32Array.of(0.1, 0.9) } })
      ),
  );
  const found = findingOf(sweeps, four, eight, volumes);
  expect(found).toMatchObject({ digit: "8", chance: 0.5, blank: ["8", "8", "8", "8"] });
  expect(found?.right.corner).toBeCloseTo(1 / 3);
  expect(findingOf(sweeps, four, eight, volumes.slice(1))?.blank).toBeNull();
  expect(findingOf({ ...sweeps, corner: undefined }, four, eight, volumes)).toBeNull();
});
