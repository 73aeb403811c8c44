import { beforeEach, afterEach, expect, test, vi } from "vitest";
import { Survey } from "../../../static/opening/survey.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Plan, Sweep } from "../../../static/types/lab.js" */
/** @import { Sweeps } from "../../../static/resources/sweeps.js" */

const model = card({ id: "everywhere", outputs: ["3", "8"] });
const twin = card({ id: "corner", outputs: ["3", "8"] });
const scene = { objects: [{ object: "face", row: 4, col: 4 }] };
const start = { total: 2, rows: [0], cols: [0, 4], step: 4 };
const fields = { prediction: Float64Array.of(0, 1), correct: Float64Array.of(1, 0) };

/** @type {Store} */
let store;
/** @type {Survey} */
let survey;
const changed = vi.fn();
const run = vi.fn();

/** @param {Sweep["status"]} status  of both sweeps */
function swept(status) {
  const plans = /** @type {Plan[]} */ (run.mock.lastCall?.[0]);
  const sweeps = plans.map((plan) => ({ plan, status, start, fields, done: 1, end: null }));
  store.set("sweeps", /** @type {Sweep[]} */ (/** @type {unknown} */ (sweeps)));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  store = new Store(state({ screen: "opening", model, twin, scene }));
  const sweeps = /** @type {Sweeps} */ (/** @type {unknown} */ ({ run }));
  survey = new Survey({ store, sweeps }, changed);
});

afterEach(() => vi.useRealTimers());

test("the second network's answers fall once both sweeps are done", () => {
  survey.run("all");
  expect(run.mock.lastCall?.[0].map((/** @type {Plan} */ plan) => plan.model)).toEqual([
    "corner",
    "everywhere",
  ]);
  expect(survey.raining).toBe(true);
  expect(survey.progress()).toBe("Measuring…");
  swept("running");
  survey.lay();
  expect(survey.progress()).toBe("Measuring: 50%");
  expect(survey.of(twin)).toBe(undefined);
  swept("done");
  survey.lay();
  vi.advanceTimersToNextFrame();
  const tiles = [...store.get("tiles").values()];
  expect(tiles.map(({ answer, right, swept }) => ({ answer, right, swept }))).toEqual([
    { answer: "3", right: true, swept: true },
    { answer: "8", right: false, swept: true },
  ]);
  expect(survey.raining).toBe(false);
  expect(store.get("places")).toBe(true);
  expect(survey.of(twin)?.plan.model).toBe("corner");
});

test("tiles on a way lie at once, without rain", () => {
  survey.run(new Set(["0 4"]));
  expect(survey.raining).toBe(false);
  swept("done");
  survey.lay();
  expect([...store.get("tiles").values()]).toMatchObject([{ col: 4, swept: false }]);
});

test("cancelled sweeps lay nothing, nor does an ended survey", () => {
  survey.run("all");
  swept("cancelled");
  survey.lay();
  expect(survey.raining).toBe(false);
  survey.run("all");
  swept("done");
  survey.lay();
  survey.end();
  vi.advanceTimersToNextFrame();
  expect(store.get("tiles").size).toBe(0);
});

test("it needs one object before two networks", () => {
  store.set("scene", { objects: [] });
  survey.run("all");
  store.merge({ scene, twin: null });
  survey.run("all");
  expect(run).not.toHaveBeenCalled();
});
