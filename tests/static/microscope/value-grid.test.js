import { expect, test } from "vitest";
import { inPadding, placeName, short } from "../../../static/microscope/value-grid.js";

const window = { rows: [null, 0], cols: [4, 5, null] };

test("a square is named by its position in the layer's input, or as padding", () => {
  const name = placeName(window);
  expect(name(1, 0)).toBe("row 0, col 4");
  expect(name(0, 0)).toBe("padding");
  expect(name(1, 2)).toBe("padding");
  expect(name(2, 0)).toBe("padding");
});

test("a square is padding if its row or its column is", () => {
  const padding = inPadding(window);
  expect([0, 1].map((i) => [0, 1, 2].map((j) => padding(i, j)))).toEqual([
    [true, true, true],
    [false, false, true],
  ]);
});

test("numbers in small places have at most six letters, and never seem to be zero", () => {
  for (const value of [0.000138862, -0.0027536, 0.0278, -29, 4.0625, 1234.5, 0]) {
    expect(short(value).length).toBeLessThanOrEqual(6);
  }
  expect([0.000138862, -0.0027536, 4.0625, 0, -0.0002].map(short)).toEqual([
    "≈0",
    "-0.003",
    "4.06",
    "0",
    "≈0",
  ]);
});
