import { expect, test } from "vitest";
import { sights } from "../../../static/figure/receptive-field.js";
import { outline } from "../../../static/figure/receptive-field-frustum.js";
import { layOut } from "../../../static/figure/layout.js";
import { card, layer } from "../examples.js";

/** Two px a cell, and a convolution of 3 × 3 with padding 1: cell i sees px 2i - 1 to 2i + 3. */
const network = card({
  layers: [
    layer({
      ...{ name: "input", kind: "input", role: "input", shape: [3, 8, 8], stride: 1 },
      ...{ receptive_field: { size: 1, offset: 0 }, options: {} },
    }),
    layer({
      ...{ name: "conv1", kind: "conv", role: null, shape: [2, 8, 8], stride: 1 },
      ...{ receptive_field: { size: 3, offset: -1 }, options: { padding: "zero" } },
    }),
    layer({ receptive_field: { size: 4, offset: -1 } }),
  ],
});

/**
 * @param {number} row
 * @param {number} col
 * @param {number} spread
 */
function drawn(row, col, spread) {
  const layout = layOut(network, spread);
  const seen = sights(network, { layer: "pool1", channel: 1, row, col });
  return { layout, ...outline(seen, layout) };
}

test("sides join the cell's corners to those of its receptive field, on the nearest sheet", () => {
  const { layout, lines, faces } = drawn(1, 2, 0.9);
  const [input, pool] = layout.volumes;
  if (!input || !pool) throw new Error("expected two volumes");
  const near = input.x + 2 * input.gap;
  const cell = pool.x + pool.gap;
  /** @type {[number, number][]} rows and cols of 4 × 4 cells, then of 8 × 8 px */
  const from = [[1, 2], [1, 3], [2, 3], [2, 2]]; // prettier-ignore
  const to = [[1, 3], [1, 7], [5, 7], [5, 3]]; // prettier-ignore
  for (const [i, line] of lines.slice(0, 4).entries()) {
    const [[r = 0, c = 0], [row = 0, col = 0]] = [from[i] ?? [], to[i] ?? []];
    const [start, end] = line.ends;
    expect(start[0]).toBeCloseTo(cell);
    expect(start[1]).toBeCloseTo((0.5 - r / 4) * pool.height);
    expect(start[2]).toBeCloseTo((c / 4 - 0.5) * pool.width);
    expect(end[0]).toBeCloseTo(near);
    expect(end[1]).toBeCloseTo((0.5 - row / 8) * input.height);
    expect(end[2]).toBeCloseTo((col / 8 - 0.5) * input.width);
  }
  // Four sides, a ring on the first sheet and on the last, and four edges between; none is outside.
  expect(lines).toHaveLength(4 + 4 + 4 + 4);
  expect(faces).toHaveLength(4);
  const behind = lines.at(-1)?.ends[1][0];
  expect(behind).toBeCloseTo(input.x);
});

test("sheets in one plane share one ring", () => {
  expect(drawn(1, 2, 0).lines).toHaveLength(8);
});

test("only the part outside the volume is dashed", () => {
  const { layout, lines } = drawn(0, 3, 0);
  const [input] = layout.volumes;
  if (!input) throw new Error("expected an input");
  const dashes = lines.slice(8);
  expect(dashes.length).toBeGreaterThan(8);
  const [top, right] = [input.height / 2, input.width / 2];
  let [above, beside] = [0, 0];
  for (const { ends } of dashes) {
    const [y, z] = [1, 2].map((axis) => ((ends[0][axis] ?? 0) + (ends[1][axis] ?? 0)) / 2);
    const [over, aside] = [(y ?? 0) > top, (z ?? 0) > right];
    expect(over || aside).toBe(true);
    above += Number(over);
    beside += Number(aside);
  }
  expect(above).toBeGreaterThan(0);
  expect(beside).toBeGreaterThan(0);
  // One px beyond the border each way.
  const reach = dashes.flatMap(({ ends }) => ends.map((end) => end[1] / input.height + 0.5));
  expect(Math.max(...reach)).toBeCloseTo(9 / 8);
});

test("a cell of the picture sees only itself", () => {
  const seen = sights(network, { layer: "input", channel: 0, row: 1, col: 1 });
  expect(outline(seen, layOut(network, 0.5))).toEqual({ lines: [], faces: [] });
});
