import { expect, test } from "vitest";
import { Pace } from "../../../static/training/pace.js";

/** A pace, and a function that notes a step at a time, ms. */
function paced() {
  let now = 0;
  const pace = new Pace(() => now);
  const note = (/** @type {number} */ step, /** @type {number} */ time) => {
    now = time;
    pace.note(step);
  };
  return { pace, note };
}

test("the time left follows from the last steps", () => {
  const { pace, note } = paced();
  note(10, 0);
  expect(pace.left(400)).toBeNull();
  note(20, 500);
  // 50 ms a step, 380 steps.
  expect(pace.left(400)).toBeCloseTo(19);
  for (let i = 1; i <= 20; i++) note(20 + 10 * i, 500 + 1000 * i);
  // It has become slower: 100 ms a step.
  expect(pace.left(400)).toBeCloseTo(18);
  expect(pace.left(100)).toBe(0);
});

test("lines that were written before say nothing about the pace", () => {
  const { pace, note } = paced();
  for (let step = 10; step <= 200; step += 10) note(step, 1000 + step / 100);
  expect(pace.left(400)).toBeNull();
  note(210, 2002);
  expect(pace.left(220)).toBeCloseTo(1);
});

test("a pause does not count", () => {
  const { pace, note } = paced();
  note(10, 0);
  note(20, 1000);
  pace.rest();
  note(20, 90_000);
  expect(pace.left(400)).toBeNull();
});
