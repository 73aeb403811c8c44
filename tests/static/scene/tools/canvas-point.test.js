import { expect, test } from "vitest";
import { canvasPoint } from "../../../../static/scene/tools/canvas-point.js";

const canvas = document.createElement("canvas");
Object.assign(canvas, { width: 64, height: 32 });
canvas.getBoundingClientRect = () => new DOMRect(100, 50, 640, 320);

test.each([
  [100, 50, 0, 0],
  [739, 369, 31, 63],
  [155, 62, 1, 5],
  [95, 40, -1, -1],
])("a pointer at (%d, %d) px is at row %d, col %d", (clientX, clientY, row, col) => {
  expect(canvasPoint(canvas, { clientX, clientY })).toEqual({ row, col });
});
