import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveRegion } from "../../../static/panels/live-region.js";
import { Store } from "../../../static/state/store.js";
import { card, state, training } from "../examples.js";

/** @type {Store} */
let store;
/** @type {LiveRegion} */
let region;

beforeEach(() => {
  vi.useFakeTimers();
  store = new Store(state({ model: card({ outputs: ["face", "arm"] }) }));
  region = new LiveRegion();
  region.listen(/** @type {any} */ ({ store, cards: [] }));
});

afterEach(() => {
  region.disconnectedCallback();
  vi.useRealTimers();
});

/** The prediction announced after an answer. @param {number} face  its score */
function heard(face) {
  const scores = Float32Array.of(face, 1 - face);
  store.set("frame", /** @type {any} */ ({ scores, expected: null }));
  vi.runAllTimers();
  return region.prediction;
}

test("answers are announced; those that only training changes are not", () => {
  store.set("scene", { objects: [{ object: "face", row: 0, col: 0 }] });
  const first = heard(0.9);
  expect(first).toContain("face");
  expect(heard(0.2)).toContain("arm");
  store.set("training", training({ status: "running" }));
  expect(heard(0.9)).toContain("arm");
  store.set("scene", { objects: [{ object: "face", row: 5, col: 0 }] });
  expect(heard(0.9)).toBe(first);
  store.set("training", training({ status: "done" }));
  expect(heard(0.2)).toContain("arm");
});
