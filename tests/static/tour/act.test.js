import { render } from "lit";
import { expect, test, vi } from "vitest";
import { Store } from "../../../static/state/store.js";
import { stepCard } from "../../../static/tour/card.js";
import { act, go, seen } from "../../../static/tour/navigation.js";
import { STEPS } from "../../../static/tour/steps.js";
import { card, comparison, palette as figures, state, training } from "../examples.js";
import { answering, faces, frame, palette as digits, second, swept } from "./tour-states.js";

/** @import { Context } from "../../../static/ui/panel.js" */
/** @import { Step } from "../../../static/tour/types.js" */
/** @import { Card } from "../../../static/types/api.js" */

/** The steps' actions do their task from wherever the reader went. */

const palette = new Map([...figures, ...digits]);
/** @type {Record<string, Partial<Card>>} */
const SPECIAL = {
  ludic: { layers: faces.layers, outputs: faces.outputs },
  "ludic-nopool": { layers: faces.layers, outputs: faces.outputs, axes: { pooling: "none" } },
  "digits-max-fc-corner": { region: [0, 0, 28, 28] },
  "digits-everywhere-convolutions-corner-head": {
    region: [0, 0, 28, 28],
    convolutions: "digits-max-fc-everywhere",
  },
  "digits-corner-convolutions-everywhere-head": { convolutions: "digits-max-fc-corner" },
  "digits-max-gmp-corner": { region: [0, 0, 28, 28], axes: { head: "gmp" } },
};
const ids = [...new Set(STEPS.flatMap(({ networks }) => networks)), "other"];
const cards = ids.map((id) =>
  card({ id, input_shape: [3, 64, 64], region: [0, 0, 64, 64], axes: {}, ...SPECIAL[id] }),
);

/** A page at a step, with a server that answers what is asked of it. @param {Step} step */
function at(step) {
  const store = new Store(state({ model: cards[0], tour: { step: "corner", done: [] } }));
  const done = (/** @type {any[]} */ plans) =>
    plans.map((plan) => ({ ...swept(plan.model, Array(12).fill(1)), plan }));
  const context = /** @type {Context} */ (
    /** @type {unknown} */ ({
      store,
      cards,
      palette,
      families: [],
      sweeps: { run: (/** @type {any[]} */ plans) => store.set("sweeps", done(plans)) },
      transplantSweeps: {
        run: (/** @type {any[]} */ plans) => store.set("transplantSweeps", done(plans)),
      },
      loadTrainings: async () => ({
        start: () => {
          const final = { inside: 0.9, outside: 0.1, chance: 0.1 };
          store.set("training", training({ status: "done", final }));
        },
      }),
      measurements: {
        consistency: {
          ask: () =>
            store.set("consistency", {
              busy: false,
              failure: null,
              results: /** @type {any} */ ([
                { model: store.get("model").id, consistency: { mean: 1 }, accuracy: 0.5 },
              ]),
            }),
        },
      },
    })
  );
  go(context, step.id);
  return { store, context };
}

/** The networks' answers to the shown scene. @param {Store} store */
function answer(store) {
  const { scene, model, twin, pinned } = store.state;
  store.set("frame", { ...frame([2, 1], [1], [0.2, 0.8], scene), model: model.id });
  if (twin) store.set("twinFrame", { ...frame([2, 1], [1], [0.2, 0.8], scene), model: twin.id });
  const [a, b] = [pinned?.objects ?? [], scene.objects];
  const alike = a.length === 1 && b.length === 1 && a[0]?.object === b[0]?.object;
  const shift = alike
    ? { row: (b[0]?.row ?? 0) - (a[0]?.row ?? 0), col: (b[0]?.col ?? 0) - (a[0]?.col ?? 0) }
    : null;
  const outputs = answering("3", 0.9);
  const layers = [second({ error: { whole: 0.1, interior: 0 } })];
  const result = comparison({ shift, layers, outputs_a: outputs, outputs_b: outputs });
  const of = { a: pinned, b: scene, result, failure: null };
  store.set("comparison", /** @type {any} */ (pinned && { ...of, model: model.id }));
  store.set("twinComparison", /** @type {any} */ (pinned && twin && { ...of, model: twin.id }));
}

/** What a reader can do to the scene in between. @type {Record<string, (store: Store) => void>} */
const DETOURS = {
  nothing: () => {},
  "the object moved by 4 px": (store) => move(store, 4, 0),
  "the object moved by 1 px": (store) => move(store, 0, 1),
  "the object moved far away": (store) => move(store, 31, 27),
  "the object moved past the edge": (store) => move(store, -20, -20),
  "the object removed": (store) => store.set("scene", { objects: [] }),
  "another object added": (store) =>
    store.set("scene", {
      objects: [...store.get("scene").objects, { object: "arm", row: 3, col: 9 }],
    }),
  "another network": (store) => store.set("model", cards.at(-1) ?? card()),
  "another second network": (store) => store.set("twin", cards.at(-1) ?? card()),
  "scene A let go": (store) => store.set("pinned", null),
  "another scene A": (store) => {
    move(store, 5, 5);
    store.set("pinned", store.get("scene"));
  },
};

/** @param {Store} store @param {number} down @param {number} right */
function move(store, down, right) {
  const { scene } = store.state;
  const objects = scene.objects.map((each) => ({
    ...each,
    row: each.row + down,
    col: each.col + right,
  }));
  store.set("scene", { ...scene, objects });
}

/** @param {Context} context @param {Step} step */
function waitsOf(context, step) {
  const place = document.createElement("div");
  render(stepCard(context, { step: step.id, done: [] }, step), place);
  return place.querySelector(".status")?.textContent?.trim() ?? "";
}

test.each(
  STEPS.flatMap((step) =>
    Object.entries(DETOURS).map(
      ([name, detour]) => /** @type {const} */ ([step.id, name, step, detour]),
    ),
  ),
)(
  "%s: after %s the card says what it waits for, and its action does the task",
  async (...given) => {
    const [, , step, detour] = given;
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    const { store, context } = at(step);
    answer(store);
    detour(store);
    expect(waitsOf(context, step)).not.toBe("");
    answer(store);
    if (!step.done(seen(context))) expect(waitsOf(context, step)).not.toBe("");
    act(context, step);
    answer(store);
    await vi.waitFor(() => expect(step.done(seen(context))).toBe(true));
    vi.unstubAllGlobals();
  },
);
