import { expect, test } from "vitest";
import { inPadding, placeName } from "../../../static/microscope/value-grid.js";

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
