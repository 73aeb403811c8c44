import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { allPhases } from "../../../static/microscope/phases.js";
import { Playback, READING_MS } from "../../../static/microscope/playback.js";

/** @import { CellResponse } from "../../../static/types/api.js" */

const response = /** @type {CellResponse} */ (
  /** @type {unknown} */ ({
    steps: [
      { layer: "pool2", value: 3, how: { form: "pool" } },
      { layer: "relu2", value: 3, how: { form: "cut" } },
      { layer: "conv2", value: 3, how: { form: "patch", sum: 4, rows: [1, 2, 3, 4, 5] } },
    ],
  })
);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("phases follow the flow, with the results of the response", () => {
  expect(allPhases(response).map(({ name, path, result }) => [name, path, result])).toEqual([
    ["window", "steps.2", null],
    ["products", "steps.2", 4],
    ["sum", "steps.2", 3],
    ["relu", "steps.1", 3],
    ["pool", "steps.0", 3],
  ]);
  const shares = { form: "shares", sum: 2, top: [1, 2, 3] };
  const unit = { steps: [{ value: 1, how: shares }] };
  const phases = allPhases(/** @type {CellResponse} */ (/** @type {unknown} */ (unit)));
  expect(phases.map(({ name, ticks }) => [name, ticks])).toEqual([
    ["products", 3],
    ["sum", 1],
  ]);
});

/** @param {string[]} shown */
function watched(shown) {
  const playback = new Playback(() => {
    const name = playback.phase?.name ?? "";
    if (shown.at(-1) !== name) shown.push(name);
  });
  playback.load(allPhases(response));
  return playback;
}

test("global pooling is one phase, without a bias", () => {
  const how = { form: "shares", sum: 2, top: [1, 2] };
  const unit = { steps: [{ kind: "gap", value: 2, how }] };
  const phases = allPhases(/** @type {CellResponse} */ (/** @type {unknown} */ (unit)));
  expect(phases.map(({ name, result }) => [name, result])).toEqual([["global", 2]]);
});

test("a cell's computation plays once, and each step stands still to be read", () => {
  /** @type {string[]} */
  const shown = [];
  const playback = watched(shown);
  playback.unfold(true);
  expect(playback.progress("steps.2")).toEqual({ name: "window", share: 0 });
  expect(playback.progress("steps.0")).toBeNull();
  vi.advanceTimersByTime(800);
  expect(playback.complete).toBe(true);
  expect(READING_MS).toBeGreaterThanOrEqual(3000);
  vi.advanceTimersByTime(READING_MS - 10);
  expect(playback.phase?.name).toBe("window");
  expect(playback.playing).toBe(true);
  vi.advanceTimersByTime(100);
  expect(playback.phase?.name).toBe("products");
  vi.advanceTimersByTime(4 * (READING_MS + 800));
  expect(playback.playing).toBe(false);
  expect(shown).toEqual(["window", "products", "sum", "relu", "pool"]);
  expect(playback.progress("steps.0")).toEqual({ name: "pool", share: 1 });
  expect(playback.complete).toBe(true);
  playback.play();
  expect(playback.phase?.name).toBe("window");
});

test("what plays by itself ends with the step that somebody reads", () => {
  /** @type {string[]} */
  const shown = [];
  const playback = watched(shown);
  playback.unfold(true);
  vi.advanceTimersByTime(400);
  expect(playback.interrupt()).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect(shown).toEqual(["window"]);
  expect(playback.complete).toBe(true);
  expect(playback.playing).toBe(false);
  expect(playback.interrupt()).toBe(false);
});

test("what was asked for plays on under the reader", () => {
  const playback = watched([]);
  playback.unfold(false);
  vi.advanceTimersByTime(60_000);
  expect(playback.phase?.name).toBe("window");
  playback.play();
  expect(playback.phase?.name).toBe("products");
  expect(playback.interrupt()).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect(playback.phase?.name).toBe("pool");
});

test("the next step plays alone", () => {
  const playback = watched([]);
  playback.unfold(false);
  playback.next();
  expect(playback.progress("steps.2")).toEqual({ name: "products", share: 0 });
  vi.advanceTimersByTime(60_000);
  expect(playback.progress("steps.2")).toEqual({ name: "products", share: 1 });
});

test("a press on the pause that has just become a play button does not play on", () => {
  const playback = watched([]);
  playback.unfold(true);
  vi.advanceTimersByTime(1500);
  playback.interrupt();
  playback.toggle();
  expect(playback.playing).toBe(false);
  vi.advanceTimersByTime(2000);
  playback.toggle();
  expect(playback.playing).toBe(true);
  playback.toggle();
  expect(playback.playing).toBe(false);
});

test("it can be paused, and go to any phase, which is then shown whole", () => {
  const playback = new Playback(() => {});
  playback.load(allPhases(response));
  playback.replay();
  vi.advanceTimersByTime(300);
  playback.pause();
  const { tick } = playback;
  vi.advanceTimersByTime(5000);
  expect(playback.tick).toBe(tick);
  playback.play();
  vi.advanceTimersByTime(100);
  expect(playback.tick).toBeGreaterThan(tick);
  playback.go(1);
  expect(playback.playing).toBe(false);
  expect(playback.progress("steps.2")).toEqual({ name: "products", share: 1 });
});

test("new values keep the phase; a shorter computation ends it", () => {
  const playback = new Playback(() => {});
  playback.load(allPhases(response));
  playback.go(3);
  playback.load(allPhases(response));
  expect(playback.phase?.name).toBe("relu");
  playback.load(allPhases(response).slice(0, 2));
  expect(playback.phase?.name).toBe("products");
  playback.load([]);
  expect(playback.phase).toBeNull();
  playback.replay();
  expect(playback.playing).toBe(false);
});

test("results of phases that were shown stay while an earlier one is shown again", () => {
  const playback = new Playback(() => {});
  playback.load(allPhases(response));
  playback.go(3);
  expect(playback.done).toBe(4);
  playback.go(1);
  expect(playback.done).toBe(4);
  playback.replay();
  expect(playback.done).toBe(0);
  playback.pause();
});
