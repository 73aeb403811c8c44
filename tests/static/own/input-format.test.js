import { expect, test } from "vitest";
import { PRESETS, guess, numbers, presetOf } from "../../../static/own/input-format.js";

test("the input is guessed from its shape", () => {
  expect(guess([1, 28, 28])).toBe(PRESETS.unit);
  expect(guess([1, 224, 224])).toBe(PRESETS.unit);
  expect(guess([3, 32, 32])).toBe(PRESETS.unit);
  expect(guess([3, 127, 127])).toBe(PRESETS.unit);
  expect(guess([3, 128, 96])).toBe(PRESETS.imagenet);
  expect(guess([3, 224, 224])).toBe(PRESETS.imagenet);
});

test("a preset is found again, however its neutral values are written", () => {
  expect(presetOf({ range: [0, 1], mean: [0, 0, 0], std: [1, 1, 1], invert: true })).toBe("unit");
  expect(presetOf({ ...PRESETS.imagenet, order: "bgr" })).toBe("imagenet");
  expect(presetOf({ range: [0, 1], mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] })).toBeNull();
  expect(presetOf({ range: [0, 255] })).toBe("bytes");
});

test("numbers are read with any separators, and no others than asked for", () => {
  expect(numbers("0.485, .456;0.406", [0, 3])).toEqual([0.485, 0.456, 0.406]);
  expect(numbers("  ", [0, 3])).toEqual([]);
  expect(numbers("-1 1", [2])).toEqual([-1, 1]);
  expect(numbers("1, 2", [0, 3])).toBeNull();
  expect(numbers("1, two, 3", [3])).toBeNull();
  expect(numbers("1, Infinity, 3", [3])).toBeNull();
});
