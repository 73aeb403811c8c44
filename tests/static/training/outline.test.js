import { expect, test } from "vitest";
import { outline, outlineOf } from "../../../static/training/outline.js";
import { CELLS } from "../../../static/training/region.js";
import { stroked } from "../../../static/training/strokes.js";

/** The pieces of a path. @param {string} path */
const pieces = (path) => new Set(path.split("M").filter(Boolean));

test("each straight line of an outline is one piece, so that its dashes are seen on small canvases", () => {
  expect(outlineOf(new Set())).toBe("");
  expect(pieces(outlineOf(new Set([0])))).toEqual(new Set(["0 0h1", "0 1h1", "0 0v1", "1 0v1"]));
  const everywhere = new Set(Array.from({ length: CELLS * CELLS }, (_, i) => i));
  expect(pieces(outlineOf(everywhere))).toEqual(
    new Set(["0 0h16", "0 16h16", "0 0v16", "16 0v16"]),
  );
});

test("the outline goes around each area, and around its holes", () => {
  const square = stroked(new Set(), [{ row: 5, col: 5 }], 3, "brush");
  const ring = stroked(square, [{ row: 5, col: 5 }], 1, "eraser");
  expect(pieces(outlineOf(square)).size).toBe(4);
  expect(pieces(outlineOf(ring)).size).toBe(8);
});

test("an area of any grid has one", () => {
  expect(pieces(outline(2, 3, (row, col) => row === 1 && col > 0))).toEqual(
    new Set(["1 1h2", "1 2h2", "1 1v1", "3 1v1"]),
  );
});
