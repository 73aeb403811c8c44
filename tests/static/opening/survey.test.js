import { beforeEach, afterEach, expect, test, vi } from "vitest";
import { Survey } from "../../../static/opening/survey.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Plan, Sweep } from "../../../static/types/lab.js" */
/** @import { Sweeps } from "../../../static/resources/sweeps.js" */

const model = card({ id: "everywhere", outputs: ["3", "8"] });
const twin = card({ id: "corner", outputs: ["3", "8"] });
const scene = { objects: [{ object: "face", row: 4, col: 4 }] };
const start = { total: 2, rows: [4], cols: [0, 4], step: 4 };
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
  const begun = status === "waiting" ? { start: null, fields: null } : { start, fields };
  const sweeps = plans.map((plan) => ({ plan, status, ...begun, done: 1, end: null }));
  store.set("sweeps", /** @type {Sweep[]} */ (/** @type {unknown} */ (sweeps)));
}

/** Both networks answer. */
function answer() {
  const frame = /** @type {any} */ ({ model: "corner", scene });
  store.merge({ frame, twinFrame: frame });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  store = new Store(state({ screen: "opening", model, twin, scene }));
  run.mockImplementation(() => swept("waiting"));
  const sweeps = /** @type {Sweeps} */ (/** @type {unknown} */ ({ run }));
  survey = new Survey({ store, sweeps }, changed);
});

afterEach(() => {
  survey.end();
  vi.useRealTimers();
});

test("the second network's answers fall once both sweeps are done", () => {
  survey.showAll();
  expect(run.mock.lastCall?.[0].map((/** @type {Plan} */ plan) => plan.model)).toEqual([
    "corner",
    "everywhere",
  ]);
  expect(survey.raining).toBe(true);
  expect(survey.progress()).toBe("Measuring…");
  swept("running");
  survey.follow();
  expect(survey.progress()).toBe("Measuring: 50%");
  expect(survey.of(twin)).toBe(undefined);
  swept("done");
  survey.follow();
  vi.advanceTimersToNextFrame();
  const tiles = [...store.get("tiles").values()];
  expect(tiles.map(({ answer, right, falls }) => ({ answer, right, falls }))).toEqual([
    { answer: "3", right: true, falls: true },
    { answer: "8", right: false, falls: true },
  ]);
  expect([survey.raining, survey.complete, store.get("places")]).toEqual([false, true, true]);
  expect(survey.of(twin)?.plan.model).toBe("corner");
});

test("the object's way is swept after the first answers, once, and lies without rain", () => {
  survey.follow();
  expect(run).not.toHaveBeenCalled();
  answer();
  survey.follow();
  expect(run).toHaveBeenCalledOnce();
  swept("done");
  expect([...store.get("tiles").values()]).toMatchObject([{ row: 4, col: 4, falls: false }]);
  survey.follow();
  expect(survey.complete).toBe(false);
  // All places are those of the same sweep.
  survey.showAll();
  vi.advanceTimersToNextFrame();
  expect(survey.complete).toBe(true);
  expect(run).toHaveBeenCalledOnce();
  // Another object, for instance by a link, has sweeps of its own.
  store.merge({ scene: { objects: [{ object: "arm", row: 4, col: 4 }] } });
  expect(survey.complete).toBe(false);
  survey.follow();
  expect(run).toHaveBeenCalledTimes(2);
});

test("a way that was not flown is swept at once", () => {
  survey.measure([{ row: 5, col: 5 }]);
  swept("done");
  expect([...store.get("tiles").values()]).toMatchObject([{ col: 4, falls: false }]);
});

test("cancelled sweeps lay nothing and run again when asked; nor does an ended survey", () => {
  survey.showAll();
  swept("cancelled");
  survey.follow();
  expect([survey.raining, run.mock.calls.length]).toEqual([false, 1]);
  survey.showAll();
  expect(run).toHaveBeenCalledTimes(2);
  swept("done");
  survey.follow();
  survey.end();
  vi.advanceTimersToNextFrame();
  expect(store.get("tiles").size).toBe(0);
});

test("it needs one object before two networks", () => {
  store.set("scene", { objects: [] });
  survey.showAll();
  store.merge({ scene, twin: null });
  survey.showAll();
  expect(run).not.toHaveBeenCalled();
});
