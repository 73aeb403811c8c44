import { expect, test } from "vitest";
import { isAwaited } from "../../../static/training/awaited.js";
import { begun } from "../../../static/training/progress.js";
import { trainingForm } from "../examples.js";

test("a network is awaited from the start to the first snapshot, and after neither end nor failure", () => {
  const training = begun(trainingForm());
  expect(isAwaited(null)).toBe(false);
  expect(isAwaited(training)).toBe(true);
  expect(isAwaited({ ...training, status: "waiting" })).toBe(true);
  expect(isAwaited({ ...training, status: "paused" })).toBe(true);
  expect(isAwaited({ ...training, status: "failed" })).toBe(false);
  const snapshots = [{ step: 1, model: "own-0123456789abcdef" }];
  expect(isAwaited({ ...training, status: "running", snapshots })).toBe(false);
});
