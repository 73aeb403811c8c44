import { expect, test } from "vitest";
import { rgb } from "../../../static/charts/layer-colours.js";
import TOKENS from "../../../static/styles/tokens.css?raw";
import { RIGHT, WRONG, WRONG_MARK } from "../../../static/charts/verdict-colours.js";

/** Relative luminance as in WCAG. @param {string} colour */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = rgb(colour).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test("maps say right and wrong in the colours of the page's answers", () => {
  expect(TOKENS).toContain(`--stage-good: ${RIGHT};`);
  expect(TOKENS).toContain(`--stage-bad: ${WRONG_MARK};`);
});

test("right and wrong places differ in brightness, and letters are legible on wrong ones", () => {
  expect(contrast(RIGHT, WRONG)).toBeGreaterThan(4.5);
  expect(contrast(WRONG_MARK, WRONG)).toBeGreaterThan(4.5);
});
