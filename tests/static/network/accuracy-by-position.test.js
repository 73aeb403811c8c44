import { expect, test } from "vitest";
import { accuracyByPosition } from "../../../static/network/accuracy-by-position.js";
import { card } from "../examples.js";
import { metricsOf } from "../../../static/network/metrics.js";

/** @param {[number, number][]} positions @param {Record<string, number[]>} per_position */
const metrics = (positions, per_position) => ({ ...metricsOf(card()), positions, per_position });

test("the map has the mean over the outputs, by row and col, and the worst position", () => {
  const map = accuracyByPosition(
    // Not in the order of the grid, since positions are found by their px.
    metrics(
      [
        [0, 9],
        [44, 0],
        [0, 0],
        [44, 9],
      ],
      { face: [0.5, 0.25, 1, 0.75], arm: [1, 0.5, 1, 0.125] },
    ),
  );
  expect(map.rows).toEqual([0, 44]);
  expect(map.cols).toEqual([0, 9]);
  expect(map.mean).toEqual([
    [1, 0.75],
    [0.375, 0.4375],
  ]);
  expect(map.worst).toEqual({ row: 44, col: 0, value: 0.375 });
  expect(map.lowest).toEqual({ output: "arm", row: 44, col: 9, value: 0.125 });
});

test("positions that were not measured are null", () => {
  const map = accuracyByPosition(
    metrics(
      [
        [0, 0],
        [8, 8],
      ],
      { face: [1, 0] },
    ),
  );
  expect(map.mean).toEqual([
    [1, null],
    [null, 0],
  ]);
});

test("if all positions are equal none is the worst", () => {
  const map = accuracyByPosition(
    metrics(
      [
        [0, 0],
        [0, 8],
      ],
      { face: [1, 1] },
    ),
  );
  expect([map.worst, map.lowest]).toEqual([null, null]);
  expect(accuracyByPosition(metrics([], {})).mean).toEqual([]);
});
