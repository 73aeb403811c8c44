import { expect, test } from "vitest";
import { byColour, ends } from "../../../static/figure/colour-key.js";

test("the key has each colour once, with all parts that have it", () => {
  const parts = [
    { colour: "#ff0000", name: "eye" },
    { colour: "#ffffff", name: "mouth" },
    { colour: "#ff0000", name: "eyes" },
    { colour: "#ff0000", name: "eye" },
  ];
  expect(byColour(parts)).toEqual([
    { colour: "#ff0000", name: "eye, eyes" },
    { colour: "#ffffff", name: "mouth" },
  ]);
});

test("the ends of a volume's colours are those of its range, also below zero", () => {
  expect(ends({ range: [0, 2.5114] }, "fixed")).toEqual(["0", "≥ 2.51"]);
  expect(ends({ range: [-55.49, 55.49] }, "fixed")).toEqual(["≤ −55.5", "≥ 55.5"]);
  expect(ends({ range: [-55.49, 55.49] }, "slice")).toEqual(["≤ −55.5", "largest"]);
});
