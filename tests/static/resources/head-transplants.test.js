import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { headTransplantsResource } from "../../../static/resources/head-transplants.js";
import { weightChangeResource } from "../../../static/resources/weight-change.js";
import { Store } from "../../../static/state/store.js";
import { card, layer, state } from "../examples.js";

/** @import { Card, Sprite, Scene } from "../../../static/types/api.js" */

const layers = [layer({ name: "pool2", role: "volume", stage: 2 })];

/**
 * @param {string} id
 * @param {Card["region"]} region
 * @param {string|null} convolutions
 * @param {string} biases
 */
const network = (id, region, convolutions = null, biases = "yes") =>
  card({ id, region, convolutions, axes: { head: "fc", biases }, layers });

const cards = [
  network("corner", [0, 0, 4, 4]),
  network("everywhere", [0, 0, 8, 8]),
  network("cornerHead", [0, 0, 4, 4], "everywhere"),
  network("everywhereHead", [0, 0, 8, 8], "corner"),
  network("exact", [0, 0, 4, 4], null, "no"),
];

/** @type {Map<string, Sprite>} */
const palette = new Map([
  ["three", { name: "three", title: "3", kind: "digit", height: 2, width: 2, image: "" }],
]);
const here = { objects: [{ object: "three", row: 6, col: 5 }] };
const home = { objects: [{ object: "three", row: 1, col: 1 }] };

/** @type {{ model: string, scene: Scene }[]} */
let asked;
/** @type {string[]} */
let changes;
/** @type {Store} */
let store;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  changes = [];
  store = new Store(state({ scene: here }));
  headTransplantsResource(store, { cards, palette }, (model, scene, [name = ""]) => {
    asked.push({ model, scene });
    const values = Float32Array.from([scene.objects[0]?.row ?? 0]);
    return Promise.resolve({ layers: new Map([[name, values]]), scores: values });
  });
  weightChangeResource(store, cards, (model) => {
    changes.push(model);
    return Promise.reject(new Error("no seed"));
  });
});

afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(200);

test("each of the four networks is asked about the digit at home and at its position", async () => {
  store.set("lab", "blind");
  await settle();
  const found = store.get("volumes");
  const names = ["corner", "cornerHead", "everywhere", "everywhereHead"];
  expect(found.map(({ model }) => model)).toEqual(names);
  for (const each of found) {
    expect(each).toMatchObject({ layer: "pool2", home, here });
    expect([...each.values.home, ...each.values.here]).toEqual([1, 6]);
    expect([...each.scores.blank]).toEqual([0]);
  }
});

test("nothing is requested while another tab is open, or for a scene without a lone digit", async () => {
  store.set("scene", { ...here });
  await settle();
  store.set("lab", "blind");
  store.set("scene", { objects: [...here.objects, ...here.objects] });
  await settle();
  expect(asked).toEqual([]);
});

test("a moved digit is requested again once it rests", async () => {
  store.set("lab", "blind");
  await settle();
  asked.length = 0;
  for (let col = 0; col < 5; col++) {
    store.set("scene", { objects: [{ object: "three", row: 6, col }] });
    await vi.advanceTimersByTimeAsync(20);
  }
  await settle();
  expect(asked.filter(({ model }) => model === "corner")).toHaveLength(2);
  expect(store.get("volumes")[0]?.here.objects[0]?.col).toBe(4);
});

test("the weights' change is requested once, and a refusal is reported", async () => {
  store.set("lab", "blind");
  await settle();
  expect(store.get("weightChange")).toEqual({
    result: null,
    failure: { code: null, message: "no seed" },
  });
  store.set("scene", { ...here });
  await settle();
  expect(changes).toEqual(["exact"]);
});
