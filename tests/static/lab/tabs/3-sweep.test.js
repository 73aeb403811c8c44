import { describe, expect, test, vi } from "vitest";
import { laid } from "../../../../static/lab/sweep-maps.js";
import "../../../../static/lab/tabs/3-sweep.js";
import { moveTo } from "../../../../static/lab/sweep-map-view.js";
import { Store } from "../../../../static/state/store.js";
import { card, palette as figures, state } from "../../examples.js";

/** @import { Sweep } from "../../../../static/types/lab.js" */
/** @import { State } from "../../../../static/types/state.js" */
/** @import { SweepTab } from "../../../../static/lab/tabs/3-sweep.js" */

const digits = card({ id: "digits", outputs: ["1", "2"] });
const palette = new Map([
  ...figures,
  ...["1", "2"].map((title) => {
    const drawing = {
      name: `digit-${title}`,
      title,
      height: 2,
      width: 2,
      image: "",
      kind: "digit",
    };
    return /** @type {[string, any]} */ ([drawing.name, drawing]);
  }),
]);
const scene = { objects: [{ object: "face", row: 0, col: 0 }] };

/** @param {Partial<Sweep>} [fields] @returns {Sweep} */
function swept(fields = {}) {
  const cell = () => Float64Array.of(1);
  return {
    plan: { model: "small", scene, index: 0, step: 1, output: null },
    status: "done",
    done: 1,
    start: /** @type {any} */ ({ object: "face", rows: [5], cols: [6], step: 1 }),
    fields: {
      score: cell(),
      correct: cell(),
      prediction: cell(),
      sensitivity: cell(),
      cosine: cell(),
      response: cell(),
    },
    end: null,
    failure: null,
    ...fields,
  };
}

/** @param {Partial<State>} [fields] */
function contextOf(fields = {}) {
  const store = new Store(state({ scene, ...fields }));
  const sweeps = { run: vi.fn(() => Promise.resolve()), cancel: vi.fn() };
  return /** @type {any} */ ({ store, sweeps, palette, cards: [store.get("model"), digits] });
}

/** @param {any} context */
async function shown(context) {
  const tab = /** @type {SweepTab} */ (document.createElement("sweep-tab"));
  tab.context = context;
  document.body.append(tab);
  await tab.updateComplete;
  return tab;
}

/** @param {SweepTab} tab */
const outputs = (tab) =>
  /** @type {HTMLSelectElement} */ (tab.renderRoot.querySelector('[aria-label="right answer"]'));

test("a correct output of another network is neither shown nor sent", async () => {
  const context = contextOf();
  const { store } = context;
  const tab = await shown(context);
  const list = outputs(tab);
  list.value = "face";
  list.dispatchEvent(new Event("change"));
  await tab.updateComplete;
  expect(store.get("sweepSettings").output).toBe("face");
  store.set("scene", { objects: [{ object: "digit-1", row: 0, col: 0 }] });
  store.set("model", digits);
  await tab.updateComplete;
  expect(outputs(tab).value).toBe("");
  tab.run();
  expect(context.sweeps.run.mock.calls[0][0][0]).toMatchObject({ model: "digits", output: null });
});

test("if no rule determines the correct output, the user is asked for it", async () => {
  const context = contextOf({ model: digits });
  const tab = await shown(context);
  expect(tab.renderRoot.textContent).toContain("this network has none for a face");
  const button = () => /** @type {HTMLButtonElement} */ (tab.renderRoot.querySelector("button"));
  expect(button().disabled).toBe(true);
  tab.set({ output: "2" });
  await tab.updateComplete;
  expect(button().disabled).toBe(false);
  expect(tab.renderRoot.textContent).not.toContain("has none for");
});

test("any running sweep can be cancelled", async () => {
  const hidden = swept({ status: "running" });
  const tab = await shown(
    contextOf({ sweeps: [{ ...hidden, plan: { ...hidden.plan, model: "gone" } }] }),
  );
  expect(tab.renderRoot.querySelector("button")?.textContent).toBe("Cancel");
});

test("a map moves only the swept object", () => {
  const canvas = card({ input_shape: [3, 64, 64] });
  const to = (/** @type {any} */ given, sweep = swept()) => {
    const context = contextOf({ model: canvas, scene: given });
    moveTo(context, sweep, { row: 0, col: 0 });
    return context.store.get("scene").objects[0];
  };
  expect(to(scene)).toEqual({ object: "face", row: 5, col: 6 });
  const arm = { object: "arm", row: 0, col: 0 };
  expect(to({ objects: [arm] })).toBe(arm);
  const own = { objects: [{ object: "picture-1", row: 0, col: 0 }] };
  const other = { ...own, pictures: { "picture-1": "b" } };
  const { plan } = swept();
  const sweep = swept({ plan: { ...plan, scene: { ...own, pictures: { "picture-1": "a" } } } });
  expect(to(other, sweep)).toBe(own.objects[0]);
});

test("a map covers the canvas while its network and its object are shown", () => {
  const over = (/** @type {Partial<State>} */ fields) =>
    laid(contextOf({ overlay: "small", sweeps: [swept()], ...fields }).store);
  expect(over({})).toBeDefined();
  expect(over({ overlay: null })).toBeUndefined();
  expect(over({ model: digits })).toBeUndefined();
  expect(over({ model: digits, twin: card() })).toBeDefined();
  const sweepSettings = { ...state().sweepSettings, networks: ["small"] };
  expect(over({ model: digits, sweepSettings })).toBeDefined();
  expect(over({ scene: { objects: [] } })).toBeUndefined();
  expect(over({ scene: { objects: [{ object: "arm", row: 0, col: 0 }] } })).toBeUndefined();
});

describe("two networks from files", () => {
  const file = { format: /** @type {const} */ ("onnx"), bytes: 1, sha256: "", ranges: "" };
  const origin = { ...file, notes: [], reduce: null, named: true };
  const cats = card({ id: "own-1", title: "Cats", outputs: ["cat", "dog"], origin });
  const birds = card({ id: "own-2", title: "Birds", outputs: ["bird", "dog", "bat"], origin });
  const frame = /** @type {any} */ ({ expected: null, scores: [0.4, 0.6] });

  test("each is swept with its own answer, or with the chosen one if it has it", async () => {
    const context = contextOf({ model: cats, frame, twin: birds, twinFrame: frame });
    context.cards.push(cats, birds);
    const tab = await shown(context);
    expect(tab.renderRoot.textContent).toContain("The classes of Cats and Birds are not");
    const plans = () => context.sweeps.run.mock.calls.at(-1)[0];
    tab.run();
    expect(plans()).toMatchObject([
      { model: "own-1", output: null, reference: "answer" },
      { model: "own-2", output: null, reference: "answer" },
    ]);
    tab.set({ output: "cat" });
    await tab.updateComplete;
    tab.run();
    expect(plans()).toMatchObject([{ output: "cat" }, { output: null, reference: "answer" }]);
    expect(tab.renderRoot.textContent).toContain("The classes of Birds are not");
    tab.set({ output: "dog" });
    await tab.updateComplete;
    expect(tab.renderRoot.textContent).not.toContain("are not the objects here");
  });

  test("each map says which answer was right there, where it was the network's own", async () => {
    const of = (/** @type {string} */ model, /** @type {string} */ output) => {
      const known = swept();
      const base = { row: 5, col: 6 };
      const kind = { output, reference: "answer", chance: 0.5, base };
      const start = /** @type {any} */ ({ ...known.start, ...kind });
      return { ...known, plan: { ...known.plan, model }, start };
    };
    const sweeps = [of("own-1", "dog"), of("own-2", "bat")];
    const context = contextOf({ model: cats, frame, twin: birds, twinFrame: frame, sweeps });
    context.cards.push(cats, birds);
    const tab = await shown(context);
    const maps = [...tab.renderRoot.querySelectorAll("figure.map")].map((map) => map.textContent);
    expect(maps[0]).toContain("Right: dog, its own answer where the object was.");
    expect(maps[1]).toContain("Right: bat, its own answer where the object was.");
    expect(tab.renderRoot.querySelector(".says")?.textContent).toContain(
      "have the same answer as where the object was: dog (1)",
    );
  });

  test("where a sweep failed, no map is waited for", async () => {
    const failed = swept({ status: "failed", start: null, fields: null, done: 0 });
    const tab = await shown(contextOf({ sweeps: [failed] }));
    expect(tab.renderRoot.querySelector("figure.map .empty")).toBeNull();
  });
});
