import { expect, test } from "vitest";
import { inkBox } from "../../../static/handout/pictures.js";

test("the box of ink holds every pixel that differs from the first, and no more", () => {
  const width = 7;
  const pixels = new Uint32Array(width * 5).fill(9);
  expect(inkBox(pixels, width)).toBeNull();
  pixels[1 * width + 4] = 1;
  pixels[3 * width + 2] = 1;
  expect(inkBox(pixels, width)).toEqual({ left: 2, top: 1, right: 5, bottom: 4 });
  pixels[4 * width + 6] = 1;
  expect(inkBox(pixels, width)).toEqual({ left: 2, top: 1, right: 7, bottom: 5 });
});
