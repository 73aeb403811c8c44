import { expect, test } from "vitest";
import { Halos, SPARSE, bloomOf, fadeOf } from "../../../static/figure/cell-halos.js";
import { layOut } from "../../../static/figure/layout.js";
import { card } from "../examples.js";

const box = layOut(card(), 0).volumes[1];
if (!box) throw new Error("no volume");
const [channels = 1, rows = 1, cols = 1] = box.layer.shape;

/** A volume with some active cells. @param {[number, number, number, number][]} cells */
function volume(cells) {
  const bytes = new Uint8Array(channels * rows * cols);
  const active = new Array(channels).fill(0);
  for (const [channel, row, col, byte] of cells) {
    bytes[(channel * rows + row) * cols + col] = byte;
    active[channel] += 1;
  }
  return { bytes, active };
}

const gains = new Float32Array(channels).fill(1);

test("each active cell of a sparse slice has a halo at its place, dimmer than the cell", () => {
  const halos = new Halos(box, {});
  halos.show(
    /** @type {any} */ (
      volume([
        [0, 1, 2, 255],
        [1, 3, 0, 64],
      ])
    ),
    gains,
  );
  expect(halos.geometry.instanceCount).toBe(2);
  expect([...halos.place.array.slice(0, 6)]).toEqual([0, 1, 2, 1, 3, 0]);
  const [bright, faint] = [halos.shine.array.slice(0, 3), halos.shine.array.slice(3, 6)].map(
    (ink) => Math.max(...ink),
  );
  expect(bright).toBeLessThan(0.8);
  expect(faint).toBeGreaterThan(0);
  expect(faint).toBeLessThan(bright ?? 0);
});

test("an empty volume has no halos, and showing one again removes them", () => {
  const halos = new Halos(box, {});
  halos.show(/** @type {any} */ (volume([[0, 0, 0, 9]])), gains);
  halos.show(/** @type {any} */ (volume([])), gains);
  expect(halos.geometry.instanceCount).toBe(0);
  expect(halos.mesh.visible).toBe(false);
});

test("halos fade with the number of active cells, so that a dense slice has none", () => {
  expect(fadeOf(0, 1024)).toBe(0);
  expect(fadeOf(1, 1024)).toBe(1);
  expect(fadeOf(SPARSE.full, 1024)).toBe(1);
  expect(fadeOf((SPARSE.full + SPARSE.none) / 2, 1024)).toBeCloseTo(0.5);
  expect(fadeOf(SPARSE.none, 1024)).toBe(0);
  expect(fadeOf(1000, 1024)).toBe(0);
  expect(fadeOf(20, 256), "on 16 × 16 cells the number alone counts").toBe(fadeOf(20, 1024));
  expect(fadeOf(8, 64), "an eighth of the cells").toBe(1);
  expect(fadeOf(2, 4), "half of the cells").toBe(0);
});

test("halos of red cells are weaker by three tenths", () => {
  expect(bloomOf([1, 0, 0])).toBe(0.7);
  for (const ink of [
    [1, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
    [0, 1, 0],
  ])
    expect(bloomOf(ink)).toBe(1);
});

test("halos of many sheets are fainter, since they would add up to one glare", () => {
  const deep = { ...box, slices: Array.from({ length: 64 }, (_, slice) => slice) };
  const shines = [2, 64].map((count) => {
    const halos = new Halos(deep, {});
    halos.inks = Array.from({ length: count }, () => [0, 1, 0]);
    const bytes = new Uint8Array(count * rows * cols).fill(255, 0, 1);
    const active = Array.from({ length: count }, (_, slice) => (slice === 0 ? 1 : 0));
    halos.show(/** @type {any} */ ({ bytes, active }), new Float32Array(count).fill(1));
    return Math.max(...halos.shine.array.slice(0, 3));
  });
  expect(shines[1]).toBeCloseTo((shines[0] ?? 0) / 4);
});
