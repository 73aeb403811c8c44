import { expect, test } from "vitest";
import { byColour } from "../../../static/figure/colour-key.js";

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
