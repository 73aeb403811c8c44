import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { layOut } from "../../../static/figure/layout.js";
import { SlidingSheet } from "../../../static/figure/sliding-sheet.js";
import { card } from "../examples.js";

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function figure() {
  const { volumes } = layOut(card(), 0.5);
  const placed = volumes.map(() => ({ place: vi.fn() }));
  const slice = { layer: volumes[1]?.layer.name ?? "", channel: 1 };
  return { volumes, placed, slice, sliding: new SlidingSheet() };
}

test("a sheet slides out and stops", () => {
  const { volumes, placed, slice, sliding } = figure();
  expect(sliding.start(slice, volumes, placed)).toBe(true);
  now = 90;
  expect(sliding.advance(volumes)).toBe(true);
  const half = volumes[1]?.slid.by ?? 0;
  now = 500;
  expect(sliding.advance(volumes)).toBe(true);
  expect(volumes[1]?.slid.by).toBeGreaterThan(half);
  expect(sliding.advance(volumes)).toBe(false);
  expect(placed[1]?.place).toHaveBeenCalledTimes(2);
  // The same one does not begin again.
  expect(sliding.start(slice, volumes, placed)).toBe(false);
});

test("it goes back when another or none is chosen", () => {
  const { volumes, placed, slice, sliding } = figure();
  sliding.start(slice, volumes, placed);
  now = 500;
  sliding.advance(volumes);
  expect(sliding.start(null, volumes, placed)).toBe(true);
  expect(volumes[1]?.slid).toEqual({ channel: -1, by: 0 });
  expect(sliding.advance(volumes)).toBe(false);
});

test("nothing moves where less motion is wanted", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  const { volumes, placed, slice, sliding } = figure();
  sliding.start(slice, volumes, placed);
  now = 500;
  expect(sliding.advance(volumes)).toBe(false);
});
