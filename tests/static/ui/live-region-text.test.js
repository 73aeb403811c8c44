import { expect, test } from "vitest";
import { Store } from "../../../static/state/store.js";
import { cellText, predictionText, sweepText } from "../../../static/ui/live-region-text.js";
import { card, state } from "../examples.js";

/** @import { Frame } from "../../../static/types/api.js" */
/** @import { Sweep } from "../../../static/types/lab.js" */

/** @param {number[]} scores */
function frame(scores) {
  return /** @type {Frame} */ (
    /** @type {unknown} */ ({ scores: Float32Array.from(scores), volumes: new Map() })
  );
}

test("a prediction is the strongest output with its score", () => {
  const store = new Store(state({ frame: frame([0.25, 0.75]) }));
  expect(predictionText(store)).toBe("nothing 0.75");
});

test("predictions of two networks are announced together, once both exist", () => {
  const store = new Store(state({ frame: frame([1, 0]), twin: card({ id: "twin" }) }));
  expect(predictionText(store)).toBeNull();
  store.set("twinFrame", frame([0.1, 0.9]));
  expect(predictionText(store)).toBe("1: face 1.00; 2: nothing 0.90");
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
