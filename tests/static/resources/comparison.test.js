import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { comparisonResource } from "../../../static/resources/comparison.js";
import { Store } from "../../../static/state/store.js";
import { card, comparison, state } from "../examples.js";

/** @import { ComparisonResult } from "../../../static/types/lab.js" */
/** @import { Scene } from "../../../static/types/api.js" */

/**
 * @typedef {{ model: string, a: Scene, b: Scene, signal: AbortSignal|undefined,
 *   resolve: (result: ComparisonResult) => void, reject: (error: Error) => void }} Question
 */

/** @type {Question[]} */
let questions;
/** @type {Store} */
let store;

/** @param {number} col */
const faceAt = (col) => ({ objects: [{ object: "face", row: 0, col }] });
const last = () => /** @type {Question} */ (questions.at(-1));

/** @type {typeof import("../../../static/server/api.js").fetchComparison} */
const fetch = (model, a, b, signal) =>
  new Promise((resolve, reject) => questions.push({ model, a, b, signal, resolve, reject }));

beforeEach(() => {
  vi.useFakeTimers();
  questions = [];
  store = new Store(state({ scene: faceAt(0) }));
  comparisonResource(store, "model", fetch);
});

afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(100);

test("nothing is requested before a scene is pinned", async () => {
  store.set("scene", faceAt(1));
  await settle();
  expect(questions).toEqual([]);
});

test("a scene A of the initial state is compared too", async () => {
  store = new Store(state({ scene: faceAt(4), pinned: faceAt(0) }));
  comparisonResource(store, "model", fetch);
  await settle();
  expect(questions).toHaveLength(1);
  expect(last()).toMatchObject({ a: faceAt(0), b: faceAt(4) });
});

test("A and B are compared, and the result states both", async () => {
  store.set("pinned", faceAt(0));
  store.set("scene", faceAt(4));
  await settle();
  expect(last()).toMatchObject({ model: "small", a: faceAt(0), b: faceAt(4) });
  const result = comparison();
  last().resolve(result);
  await settle();
  expect(store.get("comparison")).toEqual({
    model: "small",
    a: faceAt(0),
    b: store.get("scene"),
    result,
    failure: null,
  });
});

test("during a drag one request is in flight and the newest scene waits", async () => {
  store.set("pinned", faceAt(0));
  await settle();
  for (let col = 1; col <= 30; col++) {
    store.set("scene", faceAt(col));
    await vi.advanceTimersByTimeAsync(16);
  }
  expect(questions).toHaveLength(1);
  last().resolve(comparison());
  await settle();
  expect(questions).toHaveLength(2);
  expect(last().b).toEqual(faceAt(30));
  last().resolve(comparison());
  await settle();
  expect(store.get("comparison")?.b).toBe(store.get("scene"));
  expect(questions).toHaveLength(2);
});

test("a drag gets responses while it lasts, with requests at least 60 ms apart", async () => {
  store.set("pinned", faceAt(0));
  const seen = new Set();
  store.on(["comparison"], () => seen.add(store.get("comparison")?.b));
  for (let col = 1; col <= 60; col++) {
    store.set("scene", faceAt(col));
    await vi.advanceTimersByTimeAsync(10);
    questions.at(-1)?.resolve(comparison());
  }
  expect(seen.size).toBeGreaterThan(5);
  expect(questions.length).toBeLessThanOrEqual(10);
});

test("another network aborts the request and drops the result", async () => {
  store.set("pinned", faceAt(0));
  await settle();
  const first = last();
  store.set("model", card({ id: "other" }));
  expect(first.signal?.aborted).toBe(true);
  first.resolve(comparison());
  await settle();
  expect(store.get("comparison")).toBeNull();
  expect(last()).toMatchObject({ model: "other" });
  last().resolve(comparison({ model: "other" }));
  await settle();
  expect(store.get("comparison")?.model).toBe("other");
});

test("unpinning the scene removes the comparison", async () => {
  store.set("pinned", faceAt(0));
  await settle();
  last().resolve(comparison());
  await settle();
  store.set("pinned", null);
  expect(store.get("comparison")).toBeNull();
  store.set("scene", faceAt(9));
  await settle();
  expect(questions).toHaveLength(1);
});

test("a failure is reported, and retried once the connection is back", async () => {
  store.set("pinned", faceAt(0));
  await settle();
  last().reject(new Error("gone"));
  await settle();
  expect(store.get("comparison")).toMatchObject({
    result: null,
    failure: { code: null, message: "gone" },
  });
  expect(questions).toHaveLength(1);
  store.set("link", { state: "live", message: null });
  await settle();
  expect(questions).toHaveLength(2);
});

test("the twin is compared beside the first network while it is shown", async () => {
  comparisonResource(store, "twin", fetch);
  store.set("pinned", faceAt(0));
  await settle();
  expect(questions.map(({ model }) => model)).toEqual(["small"]);
  store.set("twin", card({ id: "twin" }));
  await settle();
  expect(questions.map(({ model }) => model)).toEqual(["small", "twin"]);
  last().resolve(comparison({ model: "twin" }));
  await settle();
  expect(store.get("twinComparison")?.model).toBe("twin");
  expect(store.get("comparison")).toBeNull();
  store.set("twin", null);
  expect(store.get("twinComparison")).toBeNull();
});
