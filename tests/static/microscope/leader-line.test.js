import { expect, test } from "vitest";
import { leader } from "../../../static/microscope/leader-line.js";

/** @import { Rect } from "../../../static/types/figure.js" */

/** @type {(left: number, top: number, width: number, height: number) => Rect} */
const rect = (left, top, width, height) => ({ left, top, width, height });

test("the leader line goes from the popover's edge to a ring around the cell", () => {
  const { from, to, ring } = leader(rect(400, 100, 300, 200), rect(195, 145, 10, 10));
  expect(from).toEqual({ x: 400, y: 150 });
  expect(ring).toMatchObject({ x: 200, y: 150 });
  expect(to.y).toBe(150);
  expect(to.x).toBeCloseTo(200 + ring.radius);
  expect(ring.radius).toBeGreaterThan(7);
  // A cell under the popover has no line.
  const under = leader(rect(0, 0, 300, 200), rect(100, 100, 4, 4));
  expect(under.to).toEqual(under.from);
});

test("a leader line that may not reach the popover ends in an arrow towards it", () => {
  const { from, to, ring, arrow } = leader(rect(0, 400, 300, 200), rect(95, 95, 10, 10), 22);
  expect(from.x).toBe(100);
  expect(from.y).toBeCloseTo(100 + ring.radius + 22);
  expect(to.y).toBeCloseTo(100 + ring.radius);
  const [left, tip, right] = arrow;
  expect(tip).toEqual(from);
  expect(left?.y).toBeLessThan(from.y);
  expect(right?.y).toBeCloseTo(left?.y ?? 0);
  expect((left?.x ?? 0) + (right?.x ?? 0)).toBeCloseTo(200);
  expect(leader(rect(0, 120, 300, 200), rect(95, 95, 10, 10), 22).arrow).toEqual([]);
});
