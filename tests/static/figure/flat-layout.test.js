import { expect, test } from "vitest";
import { flatWays } from "../../../static/figure/flat-path-lines.js";
import {
  cellBox,
  layFlat,
  pickFlat,
  pickName,
  pickUnit,
} from "../../../static/figure/flat-layout.js";
import { card, layer } from "../examples.js";

const wide = card({
  layers: [
    layer({ name: "input", kind: "input", role: "input", shape: [3, 64, 64], stride: 1 }),
    layer({ name: "pool1", shape: [8, 32, 32], stride: 2 }),
    layer({ name: "pool2", role: "volume", stage: 2, shape: [16, 16, 16], stride: 4 }),
    layer({ name: "relu3", kind: "relu", role: "hidden", shape: [64], options: {} }),
    layer({ name: "fc2", kind: "fc", role: "output", shape: [10], options: {} }),
  ],
});

const ROOMS = [
  { width: 358, height: 500 },
  { width: 780, height: 640 },
  { width: 2600, height: 1700 },
];

test("slices and units do not overlap or leave the figure", () => {
  for (const available of ROOMS) {
    for (const scale of [1, 1.5]) {
      const layout = layFlat(wide, available, scale);
      const boxes = layout.volumes.flatMap(({ places, width, height, name }) =>
        places.map(({ x, y }) => ({ x, y, right: x + width, bottom: y + height + name })),
      );
      const discs = layout.columns.flatMap(({ places, radius: r }) =>
        places.map(({ x, y }) => ({ x: x - r, y: y - r, right: x + r, bottom: y + r })),
      );
      const all = [...boxes, ...discs];
      expect(all).toHaveLength(3 + 8 + 16 + 64 + 10);
      all.forEach((a, i) => {
        expect(a.x).toBeGreaterThanOrEqual(0);
        expect(a.right).toBeLessThanOrEqual(available.width);
        expect(a.bottom).toBeLessThanOrEqual(layout.height);
        for (const b of all.slice(0, i)) {
          const apart = a.x >= b.right || b.x >= a.right || a.y >= b.bottom || b.y >= a.bottom;
          expect(apart).toBe(true);
        }
      });
    }
  }
});

test("the figure fits if there is enough space, and grows with it", () => {
  const [slim, middle, large] = ROOMS.map((available) => layFlat(wide, available));
  expect(middle?.height).toBe(640);
  expect(large?.height).toBe(1700);
  expect(slim?.volumes[0]?.width).toBeLessThan(middle?.volumes[0]?.width ?? 0);
  expect(middle?.volumes[0]?.width).toBeLessThan(large?.volumes[0]?.width ?? 0);
});

test("each cell, name and unit is found at its place", () => {
  const layout = layFlat(wide, { width: 780, height: 640 });
  for (const volume of layout.volumes) {
    const [channels = 1, rows = 1, cols = 1] = volume.layer.shape;
    for (const ref of [
      { channel: 0, row: 0, col: 0 },
      { channel: channels - 1, row: rows - 1, col: 0 },
      { channel: 1, row: 2, col: cols - 1 },
    ]) {
      const { x, y, width, height } = cellBox(volume, ref);
      const found = pickFlat(layout, x + width / 2, y + height / 2);
      expect(found).toEqual({ layer: volume.layer.name, ...ref });
    }
    const at = volume.places[2] ?? { x: 0, y: 0 };
    expect(pickName(layout, at.x + 3, at.y + volume.height + 3)).toEqual({
      layer: volume.layer.name,
      channel: 2,
    });
  }
  const { x = 0, y = 0 } = layout.columns[0]?.places[40] ?? {};
  expect(pickUnit(layout, x + 1, y)).toEqual({ layer: "relu3", unit: 40 });
  expect(pickFlat(layout, 1, 1)).toBeNull();
  expect(pickName(layout, 1, 1)).toBeNull();
  expect(pickUnit(layout, 1, 1)).toBeNull();
});

test("links lead from the cell through the unit to the output, or to the explained unit", () => {
  const layout = layFlat(wide, { width: 780, height: 640 });
  const last = layout.volumes[2];
  const [hidden, output] = layout.columns;
  if (!last || !hidden || !output) throw new Error("expected three parts");
  const box = cellBox(last, { channel: 5, row: 1, col: 2 });
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const link = { channel: 5, row: 1, col: 2, unit: 7, contribution: -2 };
  expect(flatWays(layout, { output: 3, links: [link, { ...link, unit: null }] })).toEqual([
    { points: [from, hidden.places[7], output.places[3]], contribution: -2 },
    { points: [from, output.places[3]], contribution: -2 },
  ]);
  const share = { place: { unit: 9 }, value: 1, weight: 2, contribution: 2 };
  const unit = { side: /** @type {const} */ ("model"), layer: "fc2", unit: 4 };
  expect(flatWays(layout, { unit, from: "relu3", shares: [share] })).toEqual([
    { points: [hidden.places[9], output.places[4]], contribution: 2 },
  ]);
  expect(flatWays(layout, null)).toEqual([]);
});
