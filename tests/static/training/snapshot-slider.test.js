import { expect, test } from "vitest";
import { shownTexts } from "../../../static/training/snapshot-slider.js";

const [ninth, last] = [
  { step: 9, model: "own-9" },
  { step: 40, model: "own-40" },
];

test("the text says which step the figure shows where that is not the chosen one", () => {
  expect(shownTexts(ninth, ninth)).toEqual([]);
  expect(shownTexts(ninth, undefined)).toEqual(["The figure shows another network now."]);
  expect(shownTexts({ ...ninth, gone: true }, last)).toEqual([
    "The network of step 9 is no longer held; its map and numbers are.",
    "The figure shows step 40.",
  ]);
});
