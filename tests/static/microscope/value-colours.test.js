import { expect, test } from "vitest";
import {
  glow,
  largest,
  productScale,
  valueColour,
  valueScale,
} from "../../../static/microscope/value-colours.js";
import { layer } from "../examples.js";

/** @import { Patch } from "../../../static/types/api.js" */

test("the largest value is absolute, and never 0", () => {
  expect(largest([[[1, -4], [2]]])).toBe(4);
  expect(largest([[-0.5, 0.25]])).toBe(0.5);
  expect(largest([0, 0])).toBe(1);
});

test("values are coloured over the card's fixed range, symmetric if signed", () => {
  const clipped = true;
  expect(valueScale(layer({ range: [0, 3] }))).toEqual({ low: 0, high: 3, signed: false, clipped });
  expect(valueScale(layer({ range: [-5, 2] }))).toEqual({
    low: -5,
    high: 5,
    signed: true,
    clipped,
  });
  expect(valueScale(layer({ role: "input", range: [0, 1] })).clipped, "pixels").toBe(false);
  expect(valueColour(layer({ range: [0, 2] }), 0, 2)).toBe(glow("#ff0000", 1));
  expect(valueColour(layer({ range: [0, 2] }), 1, 1)).toBe(glow("#ff00ff", 0.5));
  const signedLayer = layer({ range: [-2, 2] });
  expect(valueColour(signedLayer, 0, 1)).not.toBe(valueColour(signedLayer, 0, -1));
});

test("a colour is black at zero and clipped at full brightness", () => {
  expect(glow("#ff0000", 0)).toContain(" 0.0%");
  expect(glow("#ff0000", 1)).toContain(" 100.0%");
  expect(glow("#ff0000", 7)).toBe(glow("#ff0000", 1));
});

test("the largest product has full brightness", () => {
  const patch = /** @type {Patch} */ ({ kernel: [[[0.5, -2]]] });
  expect(productScale(layer({ range: [0, 3] }), patch)).toBe(6);
});
