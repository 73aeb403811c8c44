import { expect, test } from "vitest";
import { flatWays } from "../../../static/figure/flat-path-lines.js";
import { cellBox, layFlat } from "../../../static/figure/flat-layout.js";
import { card } from "../examples.js";

const layout = layFlat(card(), { width: 900, height: 600 });
const volume = layout.volumes.at(-1);
const [hidden, output] = layout.columns;

/**
 * @param {number} channel
 * @param {number} row
 * @param {number} col
 */
function centre(channel, row, col) {
  if (!volume) throw new Error("expected a volume");
  const box = cellBox(volume, { channel, row, col });
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test("a contribution to an output leads from its cell through its hidden unit, if it has one", () => {
  const links = [
    { channel: 1, row: 2, col: 3, unit: 7, contribution: 2 },
    { channel: 0, row: 0, col: 0, unit: null, contribution: -1 },
  ];
  expect(flatWays(layout, { output: 1, links })).toEqual([
    { points: [centre(1, 2, 3), hidden?.places[7], output?.places[1]], contribution: 2 },
    { points: [centre(0, 0, 0), output?.places[1]], contribution: -1 },
  ]);
});

test("a contribution to a unit leads straight from its cell", () => {
  const unit = /** @type {const} */ ({ side: "model", layer: "relu2", unit: 5 });
  const shares = [{ place: { channel: 1, row: 1, col: 1 }, value: 1, weight: 3, contribution: 3 }];
  expect(flatWays(layout, { unit, from: "pool1", shares })).toEqual([
    { points: [centre(1, 1, 1), hidden?.places[5]], contribution: 3 },
  ]);
});

test("no path gives no lines", () => {
  expect(flatWays(layout, null)).toEqual([]);
});
