import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { residualResource } from "../../../static/resources/residual.js";
import { Store } from "../../../static/state/store.js";
import { card, comparison, moved, state } from "../examples.js";

/** @import { Scene } from "../../../static/types/api.js" */

const A = { objects: [{ object: "face", row: 0, col: 0 }] };
const B = { objects: [{ object: "face", row: 0, col: 2 }] };
const BEFORE = Float32Array.from([1, 2, 0, 0]);
const AFTER = Float32Array.from([0, 1, 5, 0]);

/** @type {{ model: string, scene: Scene, names: string[] }[]} */
let asked;
/** @type {Store} */
let store;

const result = comparison({ layers: [moved({ shape: [1, 1, 4] })] });
const compared = (b = B) => ({ model: "small", a: A, b, result, failure: null });
const settle = () => vi.advanceTimersByTimeAsync(200);

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  store = new Store(state({ scene: B, pinned: A }));
  residualResource(store, (model, scene, names) => {
    asked.push({ model, scene, names });
    const layers = new Map([["pool1", scene === A ? BEFORE : AFTER]]);
    return Promise.resolve({ layers, scores: new Float32Array() });
  });
});

afterEach(() => vi.useRealTimers());

test("the residual of each layer is stored", async () => {
  store.set("lab", "pooling");
  store.set("comparison", compared());
  await settle();
  const [found] = store.get("residuals");
  expect(found).toMatchObject({ model: "small", a: A, b: B });
  expect([...(found?.layers[0]?.values ?? [])]).toEqual([0, 0, 3, 0]);
  expect(found?.layers[0]?.moved).toEqual({ row: 0, col: 1 });
});

test("nothing is requested while another tab is open", async () => {
  store.set("lab", "compare");
  store.set("comparison", compared());
  await settle();
  expect(asked).toEqual([]);
  store.set("lab", "pooling");
  await settle();
  expect(asked).toHaveLength(2);
});

test("the tour's step on pooling asks, too", async () => {
  store.set("tour", { step: "lattice", done: [] });
  store.set("comparison", compared());
  await settle();
  expect(store.get("residuals")).toHaveLength(1);
  store.set("tour", { step: "global", done: [] });
  await settle();
  expect(asked).toHaveLength(2);
});

test("A is requested once, however far B moves", async () => {
  store.set("lab", "pooling");
  store.set("comparison", compared());
  await settle();
  store.set("comparison", compared({ objects: [{ object: "face", row: 0, col: 3 }] }));
  await settle();
  expect(asked.map(({ scene }) => scene === A)).toEqual([true, false, false]);
});

test("scenes that are not one shift apart have no residual", async () => {
  const layers = [moved({ displacement: null, best: null, on_lattice: null, error: null })];
  store.set("lab", "pooling");
  store.set("comparison", { ...compared(), result: comparison({ layers, shift: null }) });
  await settle();
  expect(asked).toEqual([]);
  expect(store.get("residuals")).toEqual([]);
});

test("both networks have residuals while a twin is shown", async () => {
  store.set("lab", "pooling");
  store.set("twin", card({ id: "twin" }));
  store.set("comparison", compared());
  store.set("twinComparison", { ...compared(), model: "twin" });
  await settle();
  expect(store.get("residuals").map(({ model }) => model)).toEqual(["small", "twin"]);
});
