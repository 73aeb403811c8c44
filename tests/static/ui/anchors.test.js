import { expect, test, vi } from "vitest";
import { Anchors } from "../../../static/ui/anchors.js";

/** @import { Pin } from "../../../static/types/state.js" */

const pin = /** @type {Pin} */ ({ side: "model", layer: "fc2", unit: 0 });
const at = (/** @type {number} */ left) => ({ left, top: 0, width: 1, height: 1 });

test("the view of the lowest rank that shows the cell on the screen counts", () => {
  const anchors = new Anchors();
  expect(anchors.find(pin, () => true)).toBeNull();
  anchors.add(() => at(5), 1);
  const leave = anchors.add(() => at(-9));
  expect(anchors.find(pin, () => true)?.left).toBe(-9);
  expect(anchors.find(pin, ({ left }) => left >= 0)?.left).toBe(5);
  leave();
  expect(anchors.find(pin, () => true)?.left).toBe(5);
});

test("listeners hear that cells have moved, until they stop", () => {
  const anchors = new Anchors();
  const listener = vi.fn();
  const stop = anchors.onMove(listener);
  anchors.moved();
  stop();
  anchors.moved();
  expect(listener).toHaveBeenCalledTimes(1);
});
