import { describe, expect, test } from "vitest";
import { begun, follow, isOver } from "../../../static/training/progress.js";
import { trainingForm } from "../examples.js";

/** @import { Training, TrainingEvent } from "../../../static/types/training.js" */

const MAP = { rows: [0], cols: [0, 4], correct: [[1, 0]], samples: 1 };

/**
 * The training after some events.
 *
 * @param {TrainingEvent[]} events
 * @param {Training} [training]
 */
function after(events, training = begun(trainingForm())) {
  return events.reduce(follow, training);
}

/** @param {number} step @returns {TrainingEvent[]} */
const measured = (step) => [
  { type: "map", step, ...MAP },
  { type: "snapshot", step, model: `own-${step}` },
  {
    type: "progress",
    step: step + 1,
    steps: 400,
    loss: 2 / step,
    accuracy: { inside: step / 100, outside: 0.1 },
  },
];

const STARTED = /** @type {const} */ ({ type: "started", training: "7" });

describe("a training", () => {
  test("starts, waits and runs", () => {
    const started = after([STARTED]);
    expect([started.id, started.status]).toEqual(["7", "starting"]);
    const waiting = after([{ type: "waiting", before: 2, seconds: 40 }], started);
    expect([waiting.status, waiting.waiting]).toEqual(["waiting", { before: 2, seconds: 40 }]);
    const running = after(measured(1), waiting);
    expect([running.status, running.waiting, running.step]).toEqual(["running", null, 2]);
  });

  test("has one accuracy for each map, at its step, however often it is told", () => {
    const [map, snapshot, progress] = measured(10);
    const events = [STARTED, ...measured(1), map, snapshot, progress, progress, progress];
    const { accuracies, losses, maps, snapshots } = after(/** @type {any} */ (events));
    expect(accuracies).toEqual([
      { step: 1, inside: 0.01, outside: 0.1 },
      { step: 10, inside: 0.1, outside: 0.1 },
    ]);
    expect(losses.map(({ step }) => step)).toEqual([2, 11, 11, 11]);
    expect(maps.map(({ step }) => step)).toEqual([1, 10]);
    expect(snapshots).toEqual([
      { step: 1, model: "own-1" },
      { step: 10, model: "own-10" },
    ]);
  });

  test("stays paused, though a line of before comes", () => {
    const running = after([STARTED, ...measured(1)]);
    expect(after(measured(2), { ...running, status: "paused" }).status).toBe("paused");
  });

  test.each(
    /** @type {[TrainingEvent, Partial<Training>][]} */ ([
      [
        { type: "done", model: "own-1", accuracy: { inside: 1, outside: null, chance: 0.1 } },
        { status: "done", final: { inside: 1, outside: null, chance: 0.1 } },
      ],
      [
        { type: "ended", step: 2, model: null, reason: "time" },
        { status: "ended", reason: "time" },
      ],
      [
        { type: "error", error: { code: "internal", message: "failed" } },
        { status: "failed", failure: { code: "internal", message: "failed" } },
      ],
    ]),
  )("is over after %o", (event, fields) => {
    const over = after([STARTED, ...measured(1), event]);
    expect(over).toMatchObject(fields);
    expect(isOver(over)).toBe(true);
    expect(over.snapshots).toHaveLength(1);
  });

  test("that goes on has the curves up to its last snapshot", () => {
    const lost = after([
      STARTED,
      ...measured(1),
      ...measured(10),
      { type: "error", error: { code: "restarting", message: "" } },
    ]);
    const on = after([{ type: "started", training: "8" }], lost);
    expect([on.id, on.failure, on.step]).toEqual(["8", null, 10]);
    // The loss after step 11 was of weights that are lost.
    expect(on.losses.map(({ step }) => step)).toEqual([2]);
    expect(on.accuracies.map(({ step }) => step)).toEqual([1, 10]);
    expect(on.snapshots).toHaveLength(2);
  });
});
