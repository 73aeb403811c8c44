import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  loadProgress,
  loadResults,
  loadSnapshot,
  saveProgress,
  saveResults,
  saveSnapshot,
} from "../../../static/tour/progress-storage.js";
import { STEPS } from "../../../static/tour/steps.js";

const [first, second] = STEPS.map(({ id }) => id);
const progress = { step: second ?? "", done: [first ?? ""] };

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => vi.restoreAllMocks());

test("progress is read back, in every tab", () => {
  expect(loadProgress()).toBeNull();
  saveProgress(progress);
  expect(loadProgress()).toEqual(progress);
  expect(sessionStorage.length).toBe(0);
});

test("the page before the tour is read back in its own tab, until it is cleared", () => {
  expect(loadSnapshot()).toBeNull();
  saveSnapshot("model=small");
  expect(loadSnapshot()).toBe("model=small");
  expect(localStorage.length).toBe(0);
  saveSnapshot("");
  expect(loadSnapshot(), "the initial page").toBe("");
  saveSnapshot(null);
  expect(loadSnapshot()).toBeNull();
  expect(sessionStorage.length).toBe(0);
});

test("results are read back, by step", () => {
  expect(loadResults()).toEqual({});
  saveResults({ [first ?? ""]: { right: 3, answer: "face" } });
  expect(loadResults()).toEqual({ [first ?? ""]: { right: 3, answer: "face" } });
});

test("nothing is kept where storage is forbidden, and nothing throws", () => {
  for (const name of /** @type {const} */ (["localStorage", "sessionStorage"])) {
    vi.spyOn(globalThis, name, "get").mockImplementation(() => {
      throw new DOMException("forbidden", "SecurityError");
    });
  }
  saveProgress(progress);
  saveSnapshot("model=small");
  saveSnapshot(null);
  saveResults({});
  expect([loadProgress(), loadSnapshot(), loadResults()]).toEqual([null, null, {}]);
});
