import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { phasesOf } from "../../../static/microscope/phases.js";
import { Playback } from "../../../static/microscope/playback.js";

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
  expect(phasesOf(response).map(({ name, path, result }) => [name, path, result])).toEqual([
    ["window", "steps.2", null],
    ["products", "steps.2", 4],
    ["sum", "steps.2", 3],
    ["relu", "steps.1", 3],
    ["pool", "steps.0", 3],
  ]);
  const shares = { form: "shares", sum: 2, top: [1, 2, 3] };
  const unit = { steps: [{ value: 1, how: shares }] };
  const phases = phasesOf(/** @type {CellResponse} */ (/** @type {unknown} */ (unit)));
  expect(phases.map(({ name, ticks }) => [name, ticks])).toEqual([
    ["products", 3],
    ["sum", 1],
  ]);
});

test("a cell's computation plays once, in some three seconds", () => {
  /** @type {string[]} */
  const shown = [];
  const playback = new Playback(() => {
    const name = playback.phase?.name ?? "";
    if (shown.at(-1) !== name) shown.push(name);
  });
  playback.load(phasesOf(response));
  playback.replay();
  expect(playback.progress("steps.2")).toEqual({ name: "window", share: 0 });
  expect(playback.progress("steps.0")).toBeNull();
  vi.advanceTimersByTime(2000);
  expect(playback.playing).toBe(true);
  vi.advanceTimersByTime(3000);
  expect(playback.playing).toBe(false);
  expect(shown).toEqual(["window", "products", "sum", "relu", "pool"]);
  expect(playback.progress("steps.0")).toEqual({ name: "pool", share: 1 });
  expect(playback.complete).toBe(true);
  playback.play();
  expect(playback.phase?.name).toBe("window");
});

test("it can be paused, and go to any phase, which is then shown whole", () => {
  const playback = new Playback(() => {});
  playback.load(phasesOf(response));
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
  playback.load(phasesOf(response));
  playback.go(3);
  playback.load(phasesOf(response));
  expect(playback.phase?.name).toBe("relu");
  playback.load(phasesOf(response).slice(0, 2));
  expect(playback.phase?.name).toBe("products");
  playback.load([]);
  expect(playback.phase).toBeNull();
  playback.replay();
  expect(playback.playing).toBe(false);
});

test("results of phases that were shown stay while an earlier one is shown again", () => {
  const playback = new Playback(() => {});
  playback.load(phasesOf(response));
  playback.go(3);
  expect(playback.done).toBe(4);
  playback.go(1);
  expect(playback.done).toBe(4);
  playback.replay();
  expect(playback.done).toBe(0);
  playback.pause();
});
