import { expect, test } from "vitest";
import { gains, layerColour, rgb, sliceColours } from "../../../static/charts/layer-colours.js";
import { layer } from "../examples.js";

const volume = { bytes: Uint8Array.of(0, 51, 0, 102, 0, 0), active: Int32Array.of(1, 1, 0) };

test("the fixed scale leaves bytes unchanged", () => {
  expect([...gains(volume, "fixed")]).toEqual([1, 1, 1]);
});

test("the other scales stretch the largest byte of the layer, or of each slice, to 255", () => {
  expect([...gains(volume, "layer")]).toEqual([2.5, 2.5, 2.5]);
  expect([...gains(volume, "slice")]).toEqual([5, 2.5, 255]);
});

test("a slice has its own colour, else its volume's", () => {
  expect(sliceColours(layer({}))).toEqual(["#ff0000", "#ff00ff"]);
  expect(new Set(sliceColours(layer({ colors: [] })))).toEqual(new Set(["#3ddc84"]));
});

test("a volume without a stage is white, which is no stage's colour", () => {
  expect(layerColour({ role: "volume", stage: 1 })).toBe("#3ddc84");
  expect(layerColour({ role: "volume", stage: null })).toBe("#ffffff");
});

test("hexadecimal colours become fractions", () => {
  expect(rgb("#ff0033")).toEqual([1, 0, 0.2]);
});
