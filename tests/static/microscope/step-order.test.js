import { expect, test } from "vitest";
import { flow, strongestFirst } from "../../../static/microscope/step-order.js";

/** @import { CellResponse, Patch } from "../../../static/types/api.js" */

test("steps are shown in the order of the flow, and know where the answer has them", () => {
  const steps = ["pool2", "relu2", "conv2"].map((layer) => ({ layer }));
  const shown = flow(/** @type {CellResponse} */ (/** @type {unknown} */ ({ steps })));
  expect(shown.map(({ step, path }) => `${step.layer} ${path}`)).toEqual([
    "conv2 steps.2",
    "relu2 steps.1",
    "pool2 steps.0",
  ]);
});

test("the slices that give most come first, whatever the sign", () => {
  const patch = /** @type {Patch} */ ({ sums: [1, -3, 0, 3, 2] });
  expect(strongestFirst(patch)).toEqual([1, 3, 4, 0, 2]);
});
