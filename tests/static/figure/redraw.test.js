import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Redraw } from "../../../static/figure/redraw.js";

/** @type {Map<number, FrameRequestCallback>} */
let waiting;
/** @type {Redraw} */
let redraw;
const [draw, label] = [vi.fn(), vi.fn()];

beforeEach(() => {
  waiting = new Map();
  let last = 0;
  vi.stubGlobal("requestAnimationFrame", (/** @type {FrameRequestCallback} */ job) => {
    waiting.set(++last, job);
    return last;
  });
  vi.stubGlobal("cancelAnimationFrame", (/** @type {number} */ id) => waiting.delete(id));
  redraw = new Redraw(draw, label);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

/** The next animation frame. */
function tick() {
  const jobs = [...waiting];
  for (const [id, job] of jobs) {
    if (waiting.delete(id)) job(0);
  }
}

/** How often the figure was drawn, and the labels alone. */
const counts = () => [draw.mock.calls.length, label.mock.calls.length];

test("a frame of activations is drawn at once, and a second one in the same animation frame with the next", () => {
  redraw.now();
  expect(counts()).toEqual([1, 0]);
  redraw.now();
  redraw.now();
  expect(counts()).toEqual([1, 0]);
  tick();
  expect(counts()).toEqual([2, 0]);
  tick();
  expect(counts()).toEqual([2, 0]);
});

test("changes in one animation frame are drawn once", () => {
  redraw.soon();
  redraw.soon();
  redraw.labels();
  tick();
  expect(counts()).toEqual([1, 0]);
});

test("a drawing at once takes the place of what waited", () => {
  redraw.soon();
  redraw.labels();
  redraw.now();
  tick();
  expect(counts()).toEqual([1, 0]);
});

test("the labels are renewed without a drawing", () => {
  redraw.labels();
  redraw.labels();
  tick();
  expect(counts()).toEqual([0, 1]);
});

test("a drawing asked for after the labels renews them with it", () => {
  redraw.labels();
  redraw.soon();
  tick();
  expect(counts()).toEqual([1, 0]);
});

test("nothing is drawn after the end", () => {
  redraw.soon();
  redraw.labels();
  redraw.cancel();
  tick();
  expect(counts()).toEqual([0, 0]);
});
