import { afterEach, beforeEach, expect, test } from "vitest";
import { firstScene } from "../../../static/state/initial-state.js";
import { Store } from "../../../static/state/store.js";
import { Tour } from "../../../static/tour/tour.js";
import { go, goBack, isShown, leadsBack, leave, start } from "../../../static/tour/navigation.js";
import { loadProgress, loadResults, parseProgress } from "../../../static/tour/progress-storage.js";
import { STEPS } from "../../../static/tour/steps.js";
import { read, write } from "../../../static/url/permalink.js";
import { card, state } from "../examples.js";
import { compared, palette, step, swept } from "./tour-states.js";

/** @import { Context } from "../../../static/ui/panel.js" */

const all = [...new Set(STEPS.flatMap(({ networks }) => networks))];
const cards = [card({ region: [0, 0, 4, 4] }), ...all.map((id) => card({ id }))];
const own = { objects: [{ object: "arm", row: 2, col: 1 }] };

/** None runs. */
const sweeps = { cancel() {} };

/** @param {Partial<import("../../../static/types/state.js").State>} [fields] */
function opened(fields = {}) {
  const store = new Store(state({ scene: own, model: cards[0], lab: "sweep", ...fields }));
  const context = /** @type {Context} */ (
    /** @type {unknown} */ ({
      store,
      cards,
      families: [],
      palette,
      sweeps,
      transplantSweeps: sweeps,
    })
  );
  new Tour(context, { read, write });
  return { store, context };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

test("the tour starts with the first step, and restores the page when left", () => {
  const { store, context } = opened();
  start(context);
  expect(store.get("tour")).toEqual({ step: "corner", done: [] });
  expect(store.get("model").id).toBe("digits-max-fc-everywhere");
  expect(store.get("pinned")).toBe(store.get("scene"));
  go(context, "volumes");
  expect(store.get("model").id).toBe("ludic");
  expect(store.get("scene").objects).toEqual([{ object: "face", row: 3, col: 3 }]);
  leave(context);
  expect(store.get("tour")).toBeNull();
  expect(store.get("scene")).toBe(own);
  expect(store.get("model").id).toBe("small");
  expect(store.get("lab")).toBe("sweep");
  expect(store.get("pinned")).toBeNull();
});

test("leaving can keep the step's scene", () => {
  const { store, context } = opened();
  start(context);
  leave(context, false);
  expect(store.get("model").id).toBe("digits-max-fc-everywhere");
  expect(store.get("beforeTour")).toBeNull();
});

test("a done task is detected once, and stored", async () => {
  const { store, context } = opened();
  start(context);
  go(context, "move");
  await settled();
  expect(store.get("tour")?.done).toEqual([]);
  const far = compared({ shift: { row: 0, col: 30 } }, { model: store.get("model") });
  store.set("pinned", far.pinned ?? null);
  store.set("scene", far.scene ?? own);
  store.set("comparison", far.comparison ?? null);
  await settled();
  expect(store.get("tour")?.done).toEqual(["move"]);
  store.set("comparison", null);
  await settled();
  expect(store.get("tour")?.done).toEqual(["move"]);
  expect(loadProgress()).toEqual({ step: "move", done: ["move"] });
});

test("the way back shows the step before with its result, as it was measured", async () => {
  const { store, context } = opened();
  start(context);
  go(context, "everywhere");
  const measured = [swept("ludic", [1, 0])];
  store.set("sweeps", measured);
  await settled();
  const { scene, model } = store.state;
  go(context, "lattice");
  store.set("sweeps", []);
  expect(store.get("model").id).not.toBe(model.id);
  goBack(context);
  await settled();
  expect(store.state).toMatchObject({ tour: { step: "everywhere" }, scene, model, twin: null });
  expect(store.get("sweeps"), "nothing is measured again").toBe(measured);
  expect(isShown(context, step("everywhere"))).toBe(true);
  expect(store.get("tour")?.done).toEqual(["everywhere"]);
  go(context, "summary");
  goBack(context);
  expect(store.get("tour")?.step, "its task is open").toBe("steady");
});

test("the way back to a result of an earlier visit measures it anew", () => {
  const { store, context } = opened();
  start(context);
  store.set("tour", { step: "everywhere", done: ["pooling"] });
  goBack(context);
  expect(store.get("tour")?.step).toBe("pooling");
  expect(store.get("twin")?.id, "its task is done").toBe("ludic-nopool");
  goBack(context);
  expect(store.get("tour")?.step).toBe("move");
  expect(store.get("scene"), "its task is open").toBe(store.get("pinned"));
});

test("the way back from the first step leads to the first screen, as it was left", () => {
  const { store, context } = opened({ screen: "opening" });
  start(context);
  goBack(context);
  expect(store.state).toMatchObject({ tour: null, screen: "opening", scene: own });
});

test("the way back from the first step of a tour begun in free play leads to what was set up", () => {
  const { store, context } = opened({ screen: "play" });
  const { model, twin } = store.state;
  start(context);
  expect(leadsBack(context, STEPS[0]?.id ?? "")).toBe(true);
  goBack(context);
  expect(store.state).toMatchObject({ tour: null, screen: "play", scene: own, model, twin });
});

test("the way back from the first step that a link opened leads to the first screen", () => {
  const { store, context } = opened({ screen: "play" });
  store.set("tour", { step: STEPS[0]?.id ?? "", done: [] });
  goBack(context);
  expect(store.state).toMatchObject({ tour: null, screen: "opening", pinned: null });
  expect([store.get("model").id, store.get("twin")?.id]).toEqual([
    "digits-max-fc-everywhere",
    "digits-max-fc-corner",
  ]);
});

test("the tour continues where it was left, and at its first step once completed", () => {
  const first = opened();
  start(first.context);
  go(first.context, "lattice");
  leave(first.context);
  const second = opened();
  expect(second.store.get("tour")).toBeNull();
  start(second.context);
  expect(second.store.get("tour")?.step).toBe("lattice");
  second.store.set("tour", { step: "steady", done: ["steady"] });
  leave(second.context);
  start(second.context);
  expect(second.store.get("tour")).toEqual({ step: "steady", done: ["steady"] });
  go(second.context, "summary");
  leave(second.context);
  start(second.context);
  expect(second.store.get("tour")).toEqual({ step: "corner", done: ["steady"] });
});

test("after a reload the URL has the step, and the browser the page before the tour", () => {
  const first = opened();
  start(first.context);
  go(first.context, "pooling");
  const { tour, scene } = first.store.state;
  const second = opened({ tour, scene, model: cards[1], lab: null });
  expect(second.store.get("tour")).toBe(tour);
  expect(second.store.get("scene"), "not prepared anew").toBe(scene);
  leave(second.context);
  expect(second.store.get("scene")).toEqual(own);
  expect(second.store.get("model").id).toBe("small");
  expect(second.store.get("lab")).toBe("sweep");
});

test("a link that names a step sets its scene, and there is no page to restore", () => {
  const { store, context } = opened({ tour: { step: "corner", done: [] } });
  expect(store.get("scene")).toBe(own);
  leave(context);
  expect(store.get("tour")).toBeNull();
  expect(store.get("scene")).toBe(own);
});

test("a URL without a tour ends it, and discards the page before it", () => {
  const { store, context } = opened();
  start(context);
  expect(store.get("beforeTour")).not.toBeNull();
  store.merge({ tour: null, scene: own });
  expect(store.get("beforeTour")).toBeNull();
  expect(sessionStorage.length).toBe(0);
});

test("a server without a step's networks leaves the page unchanged", () => {
  const store = new Store(state({ scene: own }));
  const context = /** @type {any} */ ({ store, cards: [card()], families: [], palette });
  start(context);
  expect(store.get("tour")?.step).toBe("corner");
  expect(store.get("scene")).toBe(own);
});

test("what a step measured is kept, the newest counts, and a reload keeps it", async () => {
  const { store, context } = opened();
  start(context);
  go(context, "everywhere");
  const sweep = (/** @type {number[]} */ right) => store.set("sweeps", [swept("ludic", right)]);
  sweep([1, 0]);
  await settled();
  expect(store.get("tourResults").everywhere).toMatchObject({ right: 1, total: 2 });
  sweep([1, 1]);
  await settled();
  expect(store.get("tourResults").everywhere).toMatchObject({ right: 2, total: 2 });
  const { tour } = store.state;
  const second = opened({ tour, scene: own });
  expect(second.store.get("tourResults")).toEqual(store.get("tourResults"));
  go(context, "summary");
  leave(context);
  start(context);
  expect(store.get("tourResults"), "a tour that begins again keeps them").toEqual(
    second.store.get("tourResults"),
  );
});

test.each(["", "[]", "null", '{"everywhere":7}', '{"everywhere":{"right":{}}}', '{"x":{"a":1}}'])(
  "stored results that are none of ours are left out: %s",
  (kept) => {
    localStorage.setItem("shiftscope.tour-results", kept);
    expect(loadResults()).toEqual({});
  },
);

test.each([
  "",
  "{",
  "null",
  "[]",
  "7",
  '"volumes"',
  '{"step":"nowhere","done":[]}',
  '{"step":{"toString":1}}',
  '{"step":"__proto__","done":["volumes"]}',
])("a resume value that is none of ours starts anew: %s", (kept) => {
  localStorage.setItem("shiftscope.tour", kept);
  expect(loadProgress()).toBeNull();
  const { store, context } = opened();
  expect(store.get("tour")).toBeNull();
  start(context);
  expect(store.get("tour")).toEqual({ step: "corner", done: [] });
});

test("stored progress keeps only steps, each once, in their order", () => {
  expect(parseProgress({ step: "move", done: ["move", 7, "x", "volumes", "move", null] })).toEqual({
    step: "move",
    done: ["volumes", "move"],
  });
  expect(parseProgress({ step: "move", done: "volumes" })).toEqual({ step: "move", done: [] });
});

test.each([
  "",
  "model=nobody&lab=kitchen&objects=nothing.0.0~face.1e9.0",
  "%%%",
  "x".repeat(40_000),
])("what is kept of before is read as any address is: %.30s", (kept) => {
  sessionStorage.setItem("shiftscope.before", kept);
  const { store, context } = opened({ tour: { step: "corner", done: [] } });
  leave(context);
  expect(store.get("model").id).toBe("ludic");
  expect(store.get("lab")).toBeNull();
  expect(store.get("scene")).toEqual(firstScene(store.get("model")));
});
