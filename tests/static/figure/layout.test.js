import { describe, expect, test } from "vitest";
import { cellCentre, endOf, layOut, pick, sheetAt } from "../../../static/figure/layout.js";
import { card, layer } from "../examples.js";
import { headless, networks, tall } from "./networks.js";

const dark = () => ({ light: 0, cover: 0 });
const sees = { x: 1, y: 0, z: 0 };

describe("layout", () => {
  test("volumes and columns follow the flow without touching, at any spread", () => {
    for (const spread of [0, 0.3, 1]) {
      const { volumes, columns } = layOut(card(), spread);
      expect(volumes.map(({ layer }) => layer.name)).toEqual(["input", "pool1"]);
      expect(columns.map(({ layer }) => layer.name)).toEqual(["relu2", "fc2"]);
      const ends = [...volumes, ...columns].map((part) => ({
        begin: part.x,
        end: "gap" in part ? part.x + part.gap * ((part.layer.shape[0] ?? 1) - 1) : part.x,
      }));
      for (const [i, part] of ends.slice(1).entries()) {
        expect(part.begin).toBeGreaterThan((ends[i]?.end ?? 0) + 10);
      }
    }
  });

  test("the spread changes only the gaps", () => {
    const [compact, apart] = [layOut(card(), 0), layOut(card(), 1)];
    compact.volumes.forEach((box, i) => {
      expect(apart.volumes[i]?.gap).toBeGreaterThan(box.gap);
      expect(apart.volumes[i]?.height).toBe(box.height);
    });
  });

  test("the input's sheets are in one plane up to half the spread, so that colours have no fringes", () => {
    const gaps = [0, 0.42, 0.5, 0.7].map((spread) => layOut(card(), spread).volumes[0]?.gap);
    expect(gaps.slice(0, 3)).toEqual([0, 0, 0]);
    expect(gaps[3]).toBeGreaterThan(0);
  });

  test("sheets keep their proportions and shrink with their number of cells", () => {
    const wide = card({ input_shape: [3, 8, 16] });
    wide.layers = [{ ...wide.layers[0], shape: [3, 8, 16] }, ...card().layers.slice(1)];
    const [input, first] = layOut(wide, 0).volumes;
    expect((input?.width ?? 0) / (input?.height ?? 1)).toBeCloseTo(2);
    expect(first?.height).toBeLessThan(input?.width ?? 0);
  });

  test("the units of the head have distinct positions", () => {
    const [hidden] = layOut(card(), 0).columns;
    const places = new Set(hidden?.places.map(({ y, z }) => `${y} ${z}`));
    expect(places.size).toBe(40);
  });

  test("row 0 is at the top and col 0 at the far left", () => {
    const [box] = layOut(card(), 0).volumes;
    if (!box) throw new Error("no volume");
    const [x, top, left] = cellCentre(box, 0, 0, 0);
    const [next, bottom, right] = cellCentre(box, 1, 7, 7);
    expect(top).toBeGreaterThan(bottom);
    expect(left).toBeLessThan(right);
    expect(next - x).toBe(box.gap);
  });
});

describe("networks of 1, 3 and 5 volumes", () => {
  /** @param {ReturnType<typeof layOut>} layout */
  const ends = ({ volumes, columns }) => [
    ...volumes.map(({ x, gap, layer }) => [x, x + gap * ((layer.shape[0] ?? 1) - 1)]),
    ...columns.map(({ x }) => [x, x]),
  ];

  test("are laid out along the flow: equally far apart, whole, within the bounds", () => {
    for (const [i, network] of networks.entries()) {
      for (const spread of [0, 0.5, 1]) {
        const layout = layOut(network, spread);
        expect(layout.volumes).toHaveLength([1, 3, 5][i] ?? 0);
        expect(layout.columns).toHaveLength(2);
        const parts = ends(layout);
        const gaps = parts.slice(1).map(([begin = 0], i) => begin - (parts[i]?.[1] ?? 0));
        for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0] ?? NaN);
        expect(layout.bounds.x).toEqual([0, parts.at(-1)?.[1]]);
      }
    }
  });

  test("keep the proportions of each volume; the input's longer side is 64 units", () => {
    for (const network of [...networks, tall]) {
      const { volumes, bounds } = layOut(network, 0);
      for (const { layer, height, width } of volumes) {
        const [, rows = 0, cols = 0] = layer.shape;
        expect(width / height).toBeCloseTo(cols / rows);
      }
      const [input] = volumes;
      expect(Math.max(input?.height ?? 0, input?.width ?? 0)).toBeCloseTo(64);
      expect(bounds.y[1]).toBeGreaterThanOrEqual((input?.height ?? 0) / 2);
      expect(bounds.z[1]).toBeGreaterThanOrEqual((input?.width ?? 0) / 2);
    }
  });

  test("bounds enclose each unit of the head, above and below, left and right", () => {
    for (const network of [...networks, tall]) {
      const { columns, bounds } = layOut(network, 0);
      for (const { y, z } of columns.flatMap(({ places }) => places)) {
        expect(y).toBeGreaterThanOrEqual(bounds.y[0]);
        expect(y).toBeLessThanOrEqual(bounds.y[1]);
        expect(z).toBeGreaterThanOrEqual(bounds.z[0]);
        expect(z).toBeLessThanOrEqual(bounds.z[1]);
      }
    }
  });

  test("a network without a head has volumes alone, and finite bounds", () => {
    const { volumes, columns, bounds } = layOut(headless, 1);
    expect([volumes.length, columns.length]).toEqual([3, 0]);
    expect([bounds.x, bounds.y, bounds.z].flat().every(Number.isFinite)).toBe(true);
  });

  test("a ray through the centre of a non-square cell hits that cell", () => {
    for (const { volumes } of [...networks, tall].map((network) => layOut(network, 1))) {
      for (const box of volumes) {
        const [channels = 1, rows = 1, cols = 1] = box.layer.shape;
        const place = { channel: channels - 1, row: rows - 1, col: Math.floor(cols / 3) };
        const [x, y, z] = cellCentre(box, place.channel, place.row, place.col);
        const found = pick(volumes, { x: x - 0.1, y, z }, sees, dark);
        expect(found?.cell).toEqual({ layer: box.layer.name, ...place });
      }
    }
  });
});

describe("networks of many sheets", () => {
  const residual = ofShapes([
    [3, 224, 224],
    [64, 112, 112],
    [64, 56, 56],
    [128, 28, 28],
    [256, 14, 14],
    [512, 7, 7],
  ]);

  test("the smallest volume is a third of the input, and sizes follow the order of resolutions", () => {
    const sides = layOut(residual, 0.42).volumes.map(({ height }) => height);
    expect(sides.at(-1)).toBeCloseTo(64 / 3);
    expect(sides.toSorted((a, b) => b - a)).toEqual(sides);
    expect(new Set(sides).size).toBe(sides.length);
  });

  test("a slice keeps its place when others are drawn, and the order is that of the numbers", () => {
    const box = layOut(residual, 0.42).volumes[5];
    if (!box) throw new Error("no volume");
    const [first = 0, middle = 0, last = 0] = [0, 300, 511].map((slice) => sheetAt(box, slice));
    box.slices = [300, 511];
    expect([300, 511].map((slice) => cellCentre(box, slice, 0, 0)[0])).toEqual([middle, last]);
    expect(first).toBeLessThan(middle);
    expect(last).toBeCloseTo(endOf(box));
    const [, y, z] = cellCentre(box, 300, 3, 3);
    const seen = pick([box], { x: first - 1, y, z }, sees, dark);
    expect(seen?.cell).toEqual({ layer: box.layer.name, channel: 300, row: 3, col: 3 });
  });

  test("each volume is less deep than its face is wide, all in one proportion", () => {
    const { volumes } = layOut(residual, 0.42);
    const depths = volumes
      .slice(1)
      .map(({ gap, layer, width }) => (gap * ((layer.shape[0] ?? 1) - 1)) / width);
    for (const depth of depths) expect(depth).toBeCloseTo(depths[0] ?? NaN);
    expect(depths[0]).toBeLessThan(0.6);
    expect(depths[0]).toBeGreaterThan(0.3);
    const [apart, usual] = [1, 0.42].map((spread) => layOut(residual, spread).volumes[1]?.gap ?? 0);
    expect(apart).toBeGreaterThan(2 * (usual ?? 0));
  });

  test("those of few sheets have the square root of their resolution, and sheets as far apart", () => {
    const small = ofShapes([
      [3, 64, 64],
      [8, 32, 32],
      [16, 16, 16],
    ]);
    const [, first, second] = layOut(small, 1).volumes;
    expect(first?.height).toBeCloseTo(64 * Math.SQRT1_2);
    expect(second?.height).toBeCloseTo(32);
    expect(first?.gap).toBeCloseTo(0.6 * 64 * Math.SQRT1_2);
    expect(second?.gap).toBeCloseTo(0.6 * 32);
  });
});

/**
 * @param {[number, number, number][]} shapes  of the volumes, the input's first
 */
function ofShapes(shapes) {
  const [input] = shapes;
  return card({
    ...(input && { input_shape: input }),
    layers: shapes.map((shape, i) =>
      layer({ name: `volume${i}`, role: i ? "volume" : "input", stage: i || null, shape }),
    ),
  });
}

describe("picking", () => {
  const { volumes } = layOut(card(), 0);
  const [, first] = volumes;
  if (!first) throw new Error("no volume");

  test("a ray along the flow hits the cell at whose centre it points", () => {
    for (const [row, col] of [
      [0, 0],
      [3, 0],
      [1, 2],
      [3, 3],
    ]) {
      const [, y, z] = cellCentre(first, 0, row ?? 0, col ?? 0);
      const origin = { x: first.x - 1, y, z };
      expect(pick([first], origin, sees, dark)?.cell).toEqual({
        layer: "pool1",
        channel: 0,
        row,
        col,
      });
    }
  });

  test("of the cells along a ray the one whose light arrives strongest is meant", () => {
    const [, y, z] = cellCentre(first, 0, 1, 1);
    const origin = { x: first.x - 1, y, z };
    /** The slice that is meant where slices have these lights and covers. */
    const meant = (/** @type {[number, number][]} */ ...slices) =>
      pick([first], origin, sees, (_layer, channel) => {
        const [light = 0, cover = 0] = slices[channel] ?? [];
        return { light, cover };
      });
    expect(meant([0, 0], [0.2, 0.3])).toMatchObject({ cell: { channel: 1 }, light: 0.2 });
    expect(meant([0.5, 0.6], [0.5, 0.6])).toMatchObject({ cell: { channel: 0 }, light: 0.5 });
    // A dim cell in front of a bright one is looked through, a strong one is not.
    expect(meant([0.1, 0.2], [0.9, 0.9])).toMatchObject({ cell: { channel: 1 } });
    expect(meant([0.1, 0.2], [0.9, 0.9])?.light).toBeCloseTo(0.72);
    expect(meant([0.6, 0.7], [0.9, 0.9])).toMatchObject({ cell: { channel: 0 } });
  });

  test("a ray that misses the sheets or runs along them hits nothing", () => {
    const start = { x: first.x - 1, y: 0, z: 0 };
    expect(pick([first], { ...start, y: first.height }, sees, dark)).toBeNull();
    expect(pick([first], start, { x: -1, y: 0, z: 0 }, dark)).toBeNull();
    expect(pick([first], start, { x: 0, y: 1, z: 0 }, dark)).toBeNull();
  });
});
