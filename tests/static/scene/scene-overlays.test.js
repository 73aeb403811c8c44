import { render, svg } from "lit";
import { expect, test } from "vitest";
import { fieldOf, frame } from "../../../static/scene/scene-overlays.js";
import { layer } from "../examples.js";

test("a cell's receptive field follows from stride and size", () => {
  const layers = [layer({ stride: 2, receptive_field: { size: 6, offset: -2 } })];
  expect(fieldOf(layers, { layer: "pool1", row: 0, col: 3 })).toEqual({ row: -2, col: 4, size: 6 });
});

test("a layer without positions, or a missing one, has none", () => {
  const layers = [layer({ name: "fc2", stride: null, receptive_field: null })];
  expect(fieldOf(layers, { layer: "fc2", row: 0, col: 0 })).toBeNull();
  expect(fieldOf(layers, { layer: "pool9", row: 0, col: 0 })).toBeNull();
});

test.each([
  [true, "1 2"],
  [false, ""],
])("a region's frame says whose it is where that is asked: %s", (marked, text) => {
  const box = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const region = {
    box: { top: 1, left: 2, height: 30, width: 40 },
    marks: ["1", "2"],
    second: true,
  };
  render(svg`${frame(region, marked)}`, /** @type {any} */ (box));
  const rect = box.querySelector("rect");
  expect(rect?.getAttribute("class")).toBe("trained second");
  expect(["x", "y", "width", "height"].map((name) => rect?.getAttribute(name))).toEqual([
    "2",
    "1",
    "40",
    "30",
  ]);
  expect(box.textContent).toBe(text);
});
