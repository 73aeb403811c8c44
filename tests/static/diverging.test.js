import { expect, test } from "vitest";
import { signed, signedGradient } from "../../static/diverging.js";

/** @param {number} share */
const light = (share) => {
  const [red = 0, green = 0, blue = 0] = (signed(share).match(/\d+/g) ?? []).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

test("zero is the stage's black, and both sides grow brighter with size", () => {
  expect(signed(0)).toBe("rgb(11 14 20)");
  for (const sign of [-1, 1]) {
    const lights = [0, 0.2, 0.4, 0.6, 0.8, 1].map((size) => light(sign * size));
    expect(lights.every((value, i) => i === 0 || value > (lights[i - 1] ?? 0))).toBe(true);
  }
});

test("the two sides differ, and the ends are not passed", () => {
  expect(signed(0.6)).not.toBe(signed(-0.6));
  expect(signed(3)).toBe(signed(1));
  expect(signed(-3)).toBe(signed(-1));
});

test("the legend runs from the one end to the other", () => {
  const gradient = signedGradient();
  expect(gradient.startsWith(`linear-gradient(to right, ${signed(-1)}`)).toBe(true);
  expect(gradient.endsWith(`${signed(1)})`)).toBe(true);
});
