import { describe, expect, test } from "vitest";
import { GAPS, place } from "../../../static/microscope/placement.js";

/** @import { Rect } from "../../../static/types/figure.js" */

/** @type {(left: number, top: number, width: number, height: number) => Rect} */
const rect = (left, top, width, height) => ({ left, top, width, height });
const area = rect(100, 50, 800, 600);
const [GAP = 0] = GAPS;
const size = { width: 300, height: 200 };

/**
 * @param {Rect|null} anchor
 * @param {Partial<Parameters<typeof place>[0]>} [given]
 */
function placed(anchor, given = {}) {
  return place({ anchor, sizes: [size], areas: [area], avoid: [], ...given });
}

describe("a popover", () => {
  test("stands right of the cell, level with it, where there is room", () => {
    expect(placed(rect(200, 300, 10, 10))).toEqual({
      left: 210 + GAP,
      top: 205,
      width: 300,
      height: 200,
      side: "right",
      cost: 0,
    });
  });

  test("covers all labels rather than what must stay visible", () => {
    const anchor = rect(480, 300, 10, 10);
    const avoid = [rect(100, 50, 380, 600)];
    const keep = [rect(600, 60, 60, 30), rect(560, 420, 200, 220)];
    const at = placed(anchor, { avoid, keep });
    const box = rect(at.left, at.top, 300, 200);
    for (const each of keep) {
      const aside =
        box.left >= each.left + each.width ||
        box.left + 300 <= each.left ||
        box.top >= each.top + each.height ||
        box.top + 200 <= each.top;
      expect(aside).toBe(true);
    }
    expect(at.cost).toBeLessThan(1000);
    // Only where no place is free of it.
    expect(placed(anchor, { keep: [area] }).cost).toBeGreaterThan(1e6);
  });

  test("stands left of a cell near the right edge", () => {
    const { left, side } = placed(rect(700, 300, 10, 10));
    expect([left, side]).toEqual([700 - GAP - 300, "left"]);
  });

  test("stays in its area, however near the edge the cell is", () => {
    expect(placed(rect(200, 55, 4, 4)).top).toBe(50);
    expect(placed(rect(200, 640, 4, 4)).top).toBe(450);
  });

  test("stands below or above where neither side has room", () => {
    const narrow = { areas: [rect(100, 50, 400, 600)] };
    expect(placed(rect(300, 100, 10, 10), narrow)).toMatchObject({
      left: 155,
      top: 110 + GAP,
      side: "below",
    });
    expect(placed(rect(300, 600, 10, 10), narrow)).toMatchObject({
      left: 155,
      top: 600 - GAP - 200,
      side: "above",
    });
  });

  test("goes to an empty corner where each side of the cell covers a label", () => {
    const labels = [rect(110, 60, 780, 300)];
    const at = placed(rect(480, 200, 10, 10), { avoid: labels });
    expect(at.top).toBeGreaterThanOrEqual(360);
    expect(at.left).toBeGreaterThanOrEqual(100);
  });

  test("leaves what is to stay visible uncovered", () => {
    const avoid = [rect(300, 50, 600, 600)];
    expect(placed(rect(500, 300, 10, 10), { avoid: [rect(600, 50, 300, 600)] }).side).toBe("left");
    // Everything is covered a little; the least is chosen.
    expect(placed(rect(450, 300, 10, 10), { avoid }).side).toBe("left");
  });

  test("keeps its side while that is as good", () => {
    const anchor = rect(470, 300, 10, 10);
    expect(placed(anchor).side).toBe("right");
    expect(placed(anchor, { was: "left" }).side).toBe("left");
    expect(placed(rect(200, 300, 10, 10), { was: "left" }).side).toBe("right");
  });

  test("stands nearer, then is narrower, where it has no room otherwise", () => {
    const areas = [rect(100, 50, 500, 230)];
    const anchor = rect(240, 100, 20, 20);
    expect(placed(anchor, { areas }).left).toBe(260 + GAP);
    const tight = [rect(100, 50, 480, 230)];
    expect(placed(anchor, { areas: tight }).left).toBe(260 + (GAPS[1] ?? 0));
    const sizes = [size, { width: 200, height: 200 }];
    const narrow = [rect(100, 50, 440, 230)];
    expect(placed(anchor, { areas: narrow, sizes })).toMatchObject({
      left: 260 + GAP,
      width: 200,
      side: "right",
    });
  });

  test("is smaller, or in another area, where that costs less than what it covers", () => {
    const sizes = [size, { width: 200, height: 200, cost: 5000 }];
    const narrow = [rect(100, 50, 520, 230)];
    const anchor = rect(440, 100, 20, 20);
    const label = (/** @type {number} */ width) => [rect(100, 50, width, 230)];
    expect(placed(anchor, { areas: narrow, sizes }).width).toBe(300);
    expect(placed(anchor, { areas: narrow, sizes, avoid: label(10) }).width).toBe(300);
    expect(placed(anchor, { areas: narrow, sizes, avoid: label(100) }).width).toBe(200);
    const areas = [narrow[0] ?? area, { ...rect(100, 50, 900, 230), cost: 5000 }];
    expect(placed(anchor, { areas }).side).toBe("left");
    expect(placed(anchor, { areas, avoid: label(100) }).side).toBe("right");
    const light = label(40).map((box) => ({ ...box, weight: 0.5 }));
    expect(placed(anchor, { areas, avoid: light }).side).toBe("left");
  });

  test("takes the next area where the first has no room", () => {
    const areas = [rect(100, 50, 310, 210), rect(0, 0, 1000, 700)];
    const at = placed(rect(200, 100, 10, 10), { areas });
    expect(at.side).toBe("right");
    expect(at.left).toBe(210 + GAP);
  });

  test("stands far from the cell where there is no room beside it", () => {
    const areas = [rect(0, 0, 340, 240)];
    expect(placed(rect(20, 20, 10, 10), { areas })).toMatchObject({
      left: 40,
      top: 40,
      side: "apart",
    });
    expect(placed(rect(300, 205, 10, 10), { areas })).toMatchObject({
      left: 0,
      top: 0,
      side: "apart",
    });
    expect(placed(null)).toMatchObject({ left: 600, top: 450, side: "apart" });
  });

  test("never covers the cell beside which it stands", () => {
    for (let x = 100; x < 890; x += 45) {
      for (let y = 50; y < 640; y += 45) {
        const anchor = rect(x, y, 10, 10);
        const { left, top, side } = placed(anchor);
        if (side === "apart") continue;
        const clear = left >= x + 10 || left + 300 <= x || top >= y + 10 || top + 200 <= y;
        expect(clear).toBe(true);
        expect(left).toBeGreaterThanOrEqual(100);
        expect(top).toBeGreaterThanOrEqual(50);
        expect(left + 300).toBeLessThanOrEqual(900);
        expect(top + 200).toBeLessThanOrEqual(650);
      }
    }
  });
});
