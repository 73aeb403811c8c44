import { beforeEach, describe, expect, test } from "vitest";
import { Store } from "../../../static/state/store.js";
import { go, isServed, leave, playFreely, start } from "../../../static/tour/navigation.js";
import { saveProgress } from "../../../static/tour/progress-storage.js";
import { STEPS, SUMMARY, beside } from "../../../static/tour/steps.js";
import { card, palette, state } from "../examples.js";

/** @import { Context } from "../../../static/ui/panel.js" */

const ids = STEPS.map(({ id }) => id);
const [first = "", second = ""] = ids;
const last = ids.at(-1) ?? "";
const all = [...new Set(STEPS.flatMap(({ networks }) => networks))].map((id) => card({ id }));
const own = { objects: [{ object: "arm", row: 2, col: 1 }] };

/** @param {Partial<import("../../../static/types/state.js").State>} [fields] */
function contextOf(fields = {}) {
  const store = new Store(state({ scene: own, model: card(), ...fields }));
  return /** @type {Context} */ (
    /** @type {unknown} */ ({ store, cards: [card(), ...all], families: [], palette })
  );
}

beforeEach(() => localStorage.clear());

describe("starting", () => {
  test("takes the page as it was before the first step's scene", () => {
    const context = contextOf();
    start(context);
    expect(context.store.get("beforeTour")?.scene).toBe(own);
    expect(context.store.get("scene")).not.toBe(own);
  });

  test.each([
    ["continues at the last step while its task is open", last, ids.slice(0, -1), last],
    ["continues at a step whose task is done, if it is not the last", second, [second], second],
    ["continues at the last step whose task is done", last, [last], last],
    ["begins with the first step after the last screen", SUMMARY, [last], first],
  ])("%s", (_, step, done, shown) => {
    saveProgress({ step, done });
    const context = contextOf();
    start(context);
    expect(context.store.get("tour")).toEqual({ step: shown, done });
  });
});

describe("playing freely", () => {
  test("gives the page before the tour back, behind the first screen", () => {
    const context = contextOf({ screen: "opening" });
    start(context);
    go(context, SUMMARY);
    playFreely(context);
    expect(context.store.state).toMatchObject({ tour: null, scene: own, screen: "play" });
  });

  test("shows the first step's networks where there is no page before", () => {
    const context = contextOf({ tour: { step: SUMMARY, done: [last] } });
    playFreely(context);
    expect(context.store.state).toMatchObject({ tour: null, pinned: null });
    expect([context.store.get("model").id, context.store.get("twin")?.id]).toEqual([
      "digits-max-fc-everywhere",
      "digits-max-fc-corner",
    ]);
  });
});

describe("going", () => {
  test("to another step keeps the tasks that are done, and the page before", () => {
    const context = contextOf();
    start(context);
    const before = context.store.get("beforeTour");
    context.store.set("tour", { step: first, done: [first] });
    go(context, second);
    expect(context.store.get("tour")).toEqual({ step: second, done: [first] });
    expect(context.store.get("beforeTour")).toBe(before);
  });

  test.each([undefined, "", "nowhere", "__proto__"])("to the step %s has no effect", (id) => {
    const context = contextOf();
    start(context);
    const { state: before } = context.store;
    go(context, id);
    expect(context.store.state).toBe(before);
  });

  test("without a tour has no effect", () => {
    const context = contextOf();
    const { state: before } = context.store;
    go(context, second);
    leave(context);
    expect(context.store.state).toBe(before);
  });
});

test("the last screen follows the last step", () => {
  expect(beside(first, 1)).toBe(second);
  expect(beside(first, -1)).toBeUndefined();
  expect(beside(last, 1)).toBe(SUMMARY);
  expect(beside(SUMMARY, 1)).toBeUndefined();
  expect(beside(SUMMARY, -1)).toBe(last);
  expect(beside("nowhere", 1)).toBeUndefined();
  const context = contextOf();
  start(context);
  const { scene } = context.store.state;
  go(context, SUMMARY);
  expect(context.store.get("tour")?.step).toBe(SUMMARY);
  expect(context.store.get("scene")).toBe(scene);
});

test("a step is served if all its networks are here", () => {
  const context = { cards: [card({ id: "a" }), card({ id: "b" })] };
  expect(isServed(context, [])).toBe(true);
  expect(isServed(context, ["b", "a"])).toBe(true);
  expect(isServed(context, ["a", "c"])).toBe(false);
});
