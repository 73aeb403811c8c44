import { render, svg } from "lit";
import { expect, test } from "vitest";
import { shareColour } from "../../../static/training/place-map.js";
import { placesOver } from "../../../static/training/places-over.js";
import { palette, training } from "../examples.js";

const map = {
  step: 1,
  samples: 1,
  rows: [0, 8],
  cols: [4, 12],
  correct: [
    [1, 0],
    [0.5, 0],
  ],
};

test("a tile lies at the middle of a digit at its place, and is as large as the map's step", () => {
  const box = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  render(svg`${placesOver(training({ maps: [map] }), palette)}`, box);
  const tiles = [...box.querySelectorAll("rect")].map((tile) =>
    ["x", "y", "width", "height", "fill"].map((name) => tile.getAttribute(name)),
  );
  // Cells of 4 px; a digit of 20 px at row 0, col 4 has its middle in row 10, col 14.
  expect(tiles).toEqual([
    ["2.5", "1.5", "2", "2", shareColour(1)],
    ["4.5", "1.5", "2", "2", shareColour(0)],
    ["2.5", "3.5", "2", "2", shareColour(0.5)],
    ["4.5", "3.5", "2", "2", shareColour(0)],
  ]);
});
