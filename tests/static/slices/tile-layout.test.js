import { expect, test } from "vitest";
import { brightest, paint, ramps, tile } from "../../../static/slices/tile-layout.js";
import { layer } from "../examples.js";

test("tiles fill the available width in rows, without overlaps", () => {
  for (const available of [40, 120, 272, 358, 900]) {
    for (const shape of [
      [3, 64, 64],
      [16, 16, 16],
      [5, 13, 22],
      [1, 29, 8],
    ]) {
      const { columns, width, height, total, places } = tile(available, shape);
      expect(places).toHaveLength(shape[0] ?? 0);
      for (const [i, { x, y }] of places.entries()) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(available);
        expect(y + height).toBeLessThanOrEqual(total);
        const left = i % columns ? places[i - 1] : undefined;
        if (left) expect(x).toBeGreaterThanOrEqual(left.x + width);
        const above = places[i - columns];
        if (above) expect(y).toBeGreaterThanOrEqual(above.y + height);
      }
    }
  }
});

test("a tile has the proportions of its slice", () => {
  const { width, height } = tile(300, [2, 10, 20]);
  expect(height).toBe(Math.round(width / 2));
});

test("a byte is painted in its slice's colour, from 0, black, to 255, full", () => {
  const pixels = new Uint8ClampedArray(4 * 4);
  paint(Uint8Array.of(255, 0, 0, 255), ramps(layer({})), new Uint32Array(pixels.buffer));
  expect([...pixels]).toEqual([
    ...[255, 0, 0, 255],
    ...[11, 14, 20, 255],
    ...[11, 14, 20, 255],
    ...[255, 0, 255, 255],
  ]);
});

test("brightness grows with the byte", () => {
  const [ramp] = ramps(layer({ colors: ["#ffffff", "#ffffff"] }));
  const reds = [...new Uint8ClampedArray(ramp?.buffer ?? new ArrayBuffer(0))].filter(
    (_, i) => i % 4 === 0,
  );
  expect(reds).toHaveLength(256);
  expect(reds.every((red, i) => i === 0 || red >= (reds[i - 1] ?? 0))).toBe(true);
});

test("the brightest cell is the first with the largest byte", () => {
  const volume = { bytes: Uint8Array.of(9, 0, 0, 0, 1, 5, 5, 2), active: Int32Array.of(1, 4) };
  expect(brightest(volume, [2, 2, 2], 1)).toEqual({ channel: 1, row: 0, col: 1 });
  expect(brightest(volume, [2, 2, 2], 0)).toEqual({ channel: 0, row: 0, col: 0 });
});
