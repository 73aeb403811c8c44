import { expect, test } from "vitest";
import { flow, strongestFirst } from "../../../static/microscope/step-order.js";

/** @import { CellResponse, Patch } from "../../../static/types/api.js" */

test("steps are in the order of the flow, with their paths in the response", () => {
  const steps = ["pool2", "relu2", "conv2"].map((layer) => ({ layer }));
  const shown = flow(/** @type {CellResponse} */ (/** @type {unknown} */ ({ steps })));
  expect(shown.map(({ step, path }) => `${step.layer} ${path}`)).toEqual([
    "conv2 steps.2",
    "relu2 steps.1",
    "pool2 steps.0",
  ]);
});

test("slices are sorted by the absolute value of their contribution", () => {
  const patch = /** @type {Patch} */ ({ first: 0, sums: [1, -3, 0, 3, 2] });
  expect(strongestFirst(patch)).toEqual([1, 3, 4, 0, 2]);
  expect(strongestFirst({ ...patch, first: 10 })).toEqual([11, 13, 14, 10, 12]);
});
