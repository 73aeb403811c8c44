import { expect, test } from "vitest";
import { tone } from "../../../static/handout/paper-tone.js";
import { random } from "../random.js";

/** @param {number[]} colour */
const on = (colour) => [...tonedOf(colour)].slice(0, 3);

/** @param {number[]} colour */
function tonedOf(colour) {
  const pixels = new Uint8ClampedArray([...colour, 255]);
  tone(pixels);
  return pixels;
}

/** @param {number[]} colour */
const luma = ([red = 0, green = 0, blue = 0]) =>
  (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;

/** Order and ratios of the distances between channels, which make the hue; null for a grey. @param {number[]} colour */
function hue([red = 0, green = 0, blue = 0]) {
  const range = Math.max(red, green, blue) - Math.min(red, green, blue);
  if (range < 40) return null;
  return (Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue) * 180) / Math.PI;
}

test("black and the stage become the white of paper, white becomes a dark grey", () => {
  expect(on([0, 0, 0])).toEqual([255, 255, 255]);
  // #0b0e14
  expect(on([11, 14, 20]).every((value) => value >= 254)).toBe(true);
  expect(on([255, 255, 255])).toEqual([38, 38, 38]);
});

test("brighter becomes darker, with the same hue and the same opacity", () => {
  const { next } = random(16);
  for (let i = 0; i < 500; i++) {
    const colour = [0, 1, 2].map(() => Math.floor(next() * 256));
    const paper = on(colour);
    const wanted = 1 - 0.85 * (Math.max(luma(colour) - 0.06, 0) / 0.94) ** 0.7;
    expect(luma(paper)).toBeCloseTo(wanted, 2);
    const [was, is] = [hue(colour), hue(paper)];
    if (was === null || is === null) continue;
    const apart = Math.abs(((was - is + 540) % 360) - 180);
    expect(apart).toBeLessThan(3);
  }
  expect(tonedOf([1, 2, 3])[3]).toBe(255);
});
