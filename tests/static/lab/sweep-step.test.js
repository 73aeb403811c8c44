import { expect, test } from "vitest";
import { possibleSteps, sweepStep } from "../../../static/lab/sweep-step.js";

const canvas = (/** @type {number} */ side) => ({
  input_shape: /** @type {[number, number, number]} */ ([3, side, side]),
});
const object = { height: 14, width: 14 };

test("a sweep has the chosen step, or the next longer one that a large canvas needs", () => {
  expect([1, 2, 4].map((step) => sweepStep(step, canvas(64), object))).toEqual([1, 2, 4]);
  // 83 by 83 places are too many, 42 by 42 are not.
  expect(sweepStep(1, canvas(96), object)).toBe(2);
  expect(sweepStep(2, canvas(224), { height: 84, width: 84 })).toBe(4);
  // An object that leaves no room in one direction has places along the other.
  expect(sweepStep(1, canvas(224), { height: 224, width: 1 })).toBe(1);
});

test("the smallest object on the largest canvas has a step that a server takes", () => {
  const step = sweepStep(1, canvas(512), { height: 1, width: 1 });
  expect((Math.floor(511 / step) + 1) ** 2).toBeLessThanOrEqual(4096);
});

test("the steps to choose from are those that are possible", () => {
  expect(possibleSteps(canvas(64), object)).toEqual([1, 2, 4, 8]);
  expect(possibleSteps(canvas(224), object)).toEqual([4, 8]);
  expect(possibleSteps(canvas(5000), object)).toEqual([8]);
});
