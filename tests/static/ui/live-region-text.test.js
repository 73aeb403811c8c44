import { expect, test } from "vitest";
import { Store } from "../../../static/state/store.js";
import { cellText, predictionText, sweepText } from "../../../static/ui/live-region-text.js";
import { card, state } from "../examples.js";

/** @import { Frame } from "../../../static/types/api.js" */
/** @import { Sweep } from "../../../static/types/lab.js" */

/**
 * @param {number[]} scores
 * @param {string|null} expected
 */
function frame(scores, expected = null) {
  return /** @type {Frame} */ (
    /** @type {unknown} */ ({ scores: Float32Array.from(scores), expected, volumes: new Map() })
  );
}

test("an answer is judged where the correct one is known", () => {
  const store = new Store(state({ frame: frame([0.25, 0.75], "nothing") }));
  expect(predictionText(store)).toBe("right: nothing, 75% sure");
  store.set("frame", frame([0.25, 0.75], "face"));
  expect(predictionText(store)).toBe("wrong: nothing, 75% sure; should be face");
  store.set("frame", frame([0.25, 0.75]));
  expect(predictionText(store)).toBe("nothing, 75% sure");
});

test("an empty canvas is nothing to read for a network that cannot say so", () => {
  const digits = card({ outputs: ["0", "1"] });
  const store = new Store(state({ model: digits, frame: frame([1, 0]), scene: { objects: [] } }));
  expect(predictionText(store)).toBe("Nothing to read");
});

test("answers of two networks are announced together, once both exist", () => {
  const store = new Store(state({ frame: frame([1, 0], "face"), twin: card({ id: "twin" }) }));
  expect(predictionText(store)).toBeNull();
  store.set("twinFrame", frame([0.1, 0.9], "face"));
  expect(predictionText(store)).toBe(
    "1: right: face, 100% sure; 2: wrong: nothing, 90% sure; should be face",
  );
});

test("a cell is announced with its value once that is known, unless it is pinned", () => {
  const cell = /** @type {const} */ ({ side: "model", layer: "pool1", channel: 1, row: 2, col: 3 });
  expect(cellText(state())).toBe(null);
  expect(cellText(state({ reading: { cell, value: null } }))).toBe(null);
  const read = state({ reading: { cell, value: 0.5 } });
  expect(cellText(read)).toMatch(/nose, row 2, column 3: 0\.5$/);
  expect(cellText({ ...read, pinnedCell: { ...cell } })).toBe(null);
});

test("a sweep is announced once, when it ends, and only if it was running", () => {
  const plan = /** @type {Sweep["plan"]} */ ({ model: "small", index: 0, step: 2, output: null });
  const sweep = (/** @type {Sweep["status"]} */ status, accuracy = 0.5) =>
    /** @type {Sweep} */ (/** @type {unknown} */ ({ plan, status, end: { accuracy } }));
  const cards = [card()];
  const text = (/** @type {Sweep["status"]} */ was, /** @type {Sweep["status"]} */ is) =>
    sweepText([sweep(was)], [sweep(is)], cards);
  expect(text("running", "done")).toBe("Sweep of Small finished: accuracy 0.500.");
  expect(text("waiting", "cancelled")).toBe("Sweep of Small cancelled.");
  expect(text("running", "running")).toBe("");
  expect(text("done", "done")).toBe("");
  expect(text("done", "cancelled")).toBe("");
  expect(sweepText([], [sweep("done")], cards)).toBe("");
});
