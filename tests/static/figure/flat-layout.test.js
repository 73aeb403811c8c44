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
import { headless, networks, tall } from "./networks.js";

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

test.each([
  ["a square network", wide, 3 + 8 + 16 + 64 + 10],
  ["a network of 1 volume", networks[0], 3 + 50 + 10],
  ["a network of 3 volumes", networks[1], 3 + 6 + 12 + 50 + 10],
  ["a network of 5 volumes", networks[2], 3 + 6 + 12 + 24 + 48 + 50 + 10],
  ["a tall network", tall, 1 + 2 + 4 + 50 + 10],
  ["a network without a head", headless, 1 + 2 + 4],
])("slices and units of %s do not overlap or leave the figure", (_, shown, count) => {
  for (const available of ROOMS) {
    for (const scale of [1, 1.5]) {
      const layout = layFlat(shown ?? wide, available, scale);
      const boxes = layout.volumes.flatMap(({ places, width, height, name }) =>
        places.map(({ x, y }) => ({ x, y, right: x + width, bottom: y + height + name })),
      );
      const discs = layout.columns.flatMap(({ places, radius: r }) =>
        places.map(({ x, y }) => ({ x: x - r, y: y - r, right: x + r, bottom: y + r })),
      );
      const all = [...boxes, ...discs];
      expect(all).toHaveLength(count);
      all.forEach((a, i) => {
        expect(a.x).toBeGreaterThanOrEqual(0);
        expect(a.right).toBeLessThanOrEqual(available.width);
        expect(a.bottom).toBeLessThanOrEqual(layout.height);
        const over = all
          .slice(0, i)
          .filter((b) => a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom);
        expect(over).toEqual([]);
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

test("volumes are stacked in the order of the flow, and slices keep their proportions", () => {
  for (const network of [...networks, tall]) {
    const { volumes, height } = layFlat(network, { width: 780, height: 640 });
    expect(volumes.map(({ layer }) => layer)).toEqual(
      network.layers.filter(({ shape }) => shape.length === 3),
    );
    volumes.forEach(({ layer: { shape }, width, height: high, places }, i) => {
      const [, rows = 0, cols = 0] = shape;
      // Slices are whole px high.
      expect(Math.abs(high - (width * rows) / cols)).toBeLessThanOrEqual(0.5);
      const end = (places.at(-1)?.y ?? 0) + high;
      expect(end).toBeLessThan(volumes[i + 1]?.y ?? height);
    });
  }
});

test("the outputs' names have room beside them", () => {
  for (const network of [...networks, tall]) {
    for (const available of ROOMS) {
      const [x = 0] =
        layFlat(network, available)
          .columns.at(-1)
          ?.places.map((at) => at.x) ?? [];
      expect(available.width - x).toBeGreaterThanOrEqual(available.width < 520 ? 104 : 136);
    }
  }
});

test("each cell of a non-square slice is found at its place", () => {
  for (const network of [...networks, tall]) {
    const layout = layFlat(network, { width: 780, height: 640 });
    for (const volume of layout.volumes) {
      const [channels = 1, rows = 1, cols = 1] = volume.layer.shape;
      for (const [row, col] of [
        [0, cols - 1],
        [rows - 1, 0],
      ]) {
        const ref = { channel: channels - 1, row: row ?? 0, col: col ?? 0 };
        const { x, y, width, height } = cellBox(volume, ref);
        const found = pickFlat(layout, x + width / 2, y + height / 2);
        expect(found).toEqual({ layer: volume.layer.name, ...ref });
      }
    }
  }
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

test("a low figure has smaller slices, without names; a slim one has no head", () => {
  const low = layFlat(wide, { width: 560, height: 270 });
  expect(low.height).toBe(270);
  expect(low.columns).toHaveLength(2);
  for (const { width, name, across } of low.volumes) {
    expect(width).toBeGreaterThanOrEqual(24);
    expect(name).toBe(0);
    expect(16 + across).toBeLessThan(Math.min(...low.columns[0].places.map(({ x }) => x)));
  }
  expect(Math.max(...low.columns[0].places.map(({ y }) => y))).toBeLessThan(270);
  const slim = layFlat(wide, { width: 200, height: 200 });
  expect(slim.columns).toEqual([]);
  expect(slim.volumes).toHaveLength(3);
});

test("above volumes of many slices the input stays large enough to see, and nothing overlaps", () => {
  const shapes = [
    [3, 224, 224],
    [64, 112, 112],
    [512, 7, 7],
  ];
  const residual = card({
    input_shape: [3, 224, 224],
    layers: shapes.map((shape, i) =>
      layer({ name: `volume${i}`, role: i ? "volume" : "input", stage: i || null, shape }),
    ),
  });
  const { volumes } = layFlat(residual, { width: 780, height: 300 });
  const [input, first] = volumes;
  expect(input?.width).toBeGreaterThanOrEqual(72);
  expect(first?.width).toBeLessThan(72);
  const low = (input?.places[0]?.y ?? 0) + (input?.height ?? 0) + (input?.name ?? 0);
  expect(first?.y).toBeGreaterThanOrEqual(low);
  expect(volumes.map(({ places }) => places.length)).toEqual([3, 64, 64]);
  const [small] = layFlat(wide, { width: 358, height: 100 }).volumes;
  expect(small?.width, "of few slices all share the room").toBeLessThan(72);
});

test("slices stand in the order that is given, and are found there", () => {
  const many = card({
    layers: [
      layer({ name: "input", kind: "input", role: "input", shape: [3, 64, 64], stride: 1 }),
      layer({ name: "pool1", shape: [3, 32, 32], stride: 2 }),
    ],
  });
  const layout = layFlat(many, ROOMS[1] ?? { width: 0, height: 0 }, 1, null, ({ name }) =>
    name === "pool1" ? [2, 0, 1] : [0, 1, 2],
  );
  const volume = layout.volumes[1];
  const first = volume?.places[0] ?? { x: 0, y: 0 };
  expect(pickFlat(layout, first.x + 1, first.y + 1)).toMatchObject({ layer: "pool1", channel: 2 });
  expect(volume && cellBox(volume, { channel: 2, row: 0, col: 0 })).toMatchObject(first);
});

test("the name of a short column stands above the outputs' names, too", () => {
  const lone = card({
    layers: [
      layer({ name: "input", kind: "input", role: "input", shape: [3, 64, 64], stride: 1 }),
      layer({ name: "gmp1", kind: "gmp", role: "hidden", shape: [1], options: {} }),
      layer({ name: "fc2", kind: "fc", role: "output", shape: [10], options: {} }),
    ],
  });
  const { columns } = layFlat(lone, ROOMS[1] ?? { width: 0, height: 0 });
  const first = columns[1]?.places[0]?.y;
  expect(columns.map(({ top }) => top)).toEqual([first, first]);
  expect(columns[0]?.places[0]?.y).toBeGreaterThan(first ?? Infinity);
});

test("on a phone, headings say in a second line how many slices are sent, where these are not all", () => {
  const many = card({
    layers: [
      layer({ name: "input", kind: "input", role: "input", shape: [3, 64, 64], stride: 1 }),
      layer({ name: "relu1", role: "volume", stage: 1, shape: [128, 8, 8], stride: 8 }),
      layer({ name: "fc1", kind: "fc", role: "output", shape: [10], options: {} }),
    ],
  });
  const [phone, screen] = ROOMS;
  if (!phone || !screen) throw new Error("expected two sizes");
  const heights = [layFlat(many, phone), layFlat(many, screen), layFlat(wide, phone)].map(
    ({ volumes }) => volumes.map(({ tall, y, places }) => [tall, (places[0]?.y ?? 0) - y]),
  );
  expect(heights[0]?.[1]).toEqual([true, 42]);
  expect(heights[1]?.[1]).toEqual([false, 24]);
  expect(heights[2]?.[1]).toEqual([false, 24]);
});
