import { expect, test } from "vitest";
import { filterPicture } from "../../../static/figure/filter-pictures.js";
import { card } from "../examples.js";

const [input, volume] = [card().layers[0], card().layers.find(({ role }) => role === "volume")];
if (!input || !volume) throw new Error("no layers");

/** @param {ReturnType<typeof filterPicture>} picture @param {number} at */
const pixel = ({ pixels }, at) => [...pixels.slice(at * 4, at * 4 + 4)];

test("a filter on the pixels is drawn in its colours, grey where a weight is 0", () => {
  const picture = filterPicture([[[2, 0]], [[-2, 0]], [[0, 0]]], { ...input, shape: [3, 8, 8] });
  expect([picture.width, picture.height, picture.from]).toEqual([2, 1, null]);
  expect(pixel(picture, 0)).toEqual([255, 0, 128, 255]);
  expect(pixel(picture, 1)).toEqual([128, 128, 128, 255]);
});

test("a filter on coloured slices is the sum of its positive weights in their colours", () => {
  const coloured = { ...volume, colors: ["#ff0000", "#00ff00"] };
  const picture = filterPicture([[[1, 0.5, -1]], [[0, 1, -1]]], coloured);
  expect(pixel(picture, 0)).toEqual([255, 0, 0, 255]);
  expect(pixel(picture, 1)).toEqual([128, 255, 0, 255]);
  expect(pixel(picture, 2)).toEqual([0, 0, 0, 255]);
});

test("of any other filter the strongest kernel is drawn, brighter where weights are larger", () => {
  const picture = filterPicture([[[0.1, 0.1, 0]], [[-3, 0, 3]]], { ...volume, colors: [] });
  expect(picture.from).toBe(1);
  const light = [0, 1, 2].map((at) => pixel(picture, at).reduce((sum, part) => sum + part, 0));
  expect(light).toEqual(light.toSorted((a, b) => a - b));
  expect(pixel(picture, 0)).toEqual([0, 0, 0, 255]);
  expect(pixel(picture, 2)).toEqual([255, 255, 255, 255]);
});

test("a filter of zeros is drawn without a division by zero", () => {
  for (const layer of [input, { ...volume, colors: ["#ff0000"] }, { ...volume, colors: [] }]) {
    const picture = filterPicture([[[0]]], layer);
    expect(picture.pixels.every(Number.isFinite)).toBe(true);
  }
});
