import { expect, test } from "vitest";
import { rgb } from "../../../static/charts/layer-colours.js";
import { UNKNOWN, diverging, gradient, sequential } from "../../../static/charts/colour-ramps.js";

/** Relative luminance (WCAG 2). @param {string} hex */
function light(hex) {
  const [red = 0, green = 0, blue = 0] = rgb(hex).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const shares = Array.from({ length: 41 }, (_, i) => i / 40);

test("brightness grows with the value, so that hue is not needed", () => {
  const ways = [sequential, diverging, (/** @type {number} */ share) => diverging(-share)];
  for (const colour of ways) {
    const lights = shares.map((share) => light(colour(share)));
    lights.slice(1).forEach((now, i) => expect(now).toBeGreaterThan(lights[i] ?? 1));
  }
});

test("zero is black in each ramp, and the ends are bright", () => {
  expect(sequential(0)).toBe("#0b0e14");
  expect(diverging(0)).toBe("#0b0e14");
  for (const end of [sequential(1), diverging(1), diverging(-1)]) {
    expect(light(end)).toBeGreaterThan(0.7);
  }
});

test("signs differ in colour and are equally bright", () => {
  for (const share of shares.slice(10)) {
    const [red = 0, , blue = 0] = rgb(diverging(share));
    const [otherRed = 0, , otherBlue = 0] = rgb(diverging(-share));
    expect(blue - red).toBeGreaterThan(otherBlue - otherRed);
  }
});

test("no map colour is a volume's: none is blue, green or yellow", () => {
  for (const share of shares) {
    for (const colour of [sequential(share), diverging(share), diverging(-share)]) {
      const [red = 0, green = 0, blue = 0] = rgb(colour);
      expect(green, `${colour} is green`).toBeLessThanOrEqual(Math.max(red, blue) + 0.02);
      if (blue > 0.4) expect(red, `${colour} is blue`).toBeGreaterThan(0.6 * blue);
    }
  }
});

test("values beyond the ends are clamped; unknown values have a colour of their own", () => {
  expect(sequential(7)).toBe(sequential(1));
  expect(sequential(-1)).toBe(sequential(0));
  expect(diverging(-7)).toBe(diverging(-1));
  expect(sequential(Number.NaN)).toBe(UNKNOWN);
  expect(diverging(Number.NaN)).toBe(UNKNOWN);
});

test("a legend runs from end to end", () => {
  expect(gradient(false)).toContain(sequential(0));
  expect(gradient(false)).toContain(sequential(1));
  expect(gradient(true)).toContain(diverging(-1));
  expect(gradient(true)).toContain(diverging(1));
});
