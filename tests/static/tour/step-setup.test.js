import { describe, expect, test } from "vitest";
import { SUBJECT } from "../../../static/opening/subject.js";
import { Store } from "../../../static/state/store.js";
import { at, set, standing, three, titleOf } from "../../../static/tour/step-setup.js";
import { card, palette, state } from "../examples.js";

/** @import { Context } from "../../../static/ui/panel.js" */
/** @import { Sprite } from "../../../static/types/api.js" */

const cards = [card({ id: "a" }), card({ id: "b" })];
const objects = [at("face", 3, 4), at("arm", 0, 1)];
const cell = /** @type {const} */ ({ side: "model", layer: "pool1", channel: 0, row: 0, col: 0 });

/** A page with results of earlier steps. */
function used() {
  const store = new Store(
    state({
      twin: cards[0],
      frame: /** @type {any} */ ({}),
      twinFrame: /** @type {any} */ ({}),
      selection: { object: null, cell, slice: { side: "model", layer: "pool1", channel: 1 } },
      pinned: { objects: [] },
      pinnedCell: cell,
      overlay: "a",
      lab: "sweep",
      tool: { kind: "pen", ink: 2, width: 3, drawing: "picture-drawn1" },
    }),
  );
  return { store, context: /** @type {Context} */ (/** @type {unknown} */ ({ store, cards })) };
}

describe("a step's setting", () => {
  test("replaces the scene and the networks, and clears what is left of others", () => {
    const { store, context } = used();
    set(context, { objects, model: "b" });
    expect(store.state).toMatchObject({
      scene: { objects },
      model: cards[1],
      twin: null,
      frame: null,
      twinFrame: null,
      selection: { object: 0, cell: null, slice: null },
      pinned: null,
      pinnedCell: null,
      overlay: null,
      lab: null,
      tool: { kind: null, ink: 2, width: 3, drawing: null },
    });
  });

  test("changes all at once, so that no listener sees a mixture", () => {
    const { store, context } = used();
    const seen = /** @type {unknown[]} */ ([]);
    store.on(["model", "scene", "twin", "lab"], () => void seen.push({ ...store.state }));
    set(context, { objects, model: "b", twin: "a", lab: "compare" });
    expect(seen).toEqual([expect.objectContaining({ model: cards[1], lab: "compare" })]);
    expect(seen[0]).toMatchObject({ twin: cards[0], scene: { objects } });
  });

  test("pins the scene itself as scene A if nothing moved, else another", () => {
    const { store, context } = used();
    set(context, { objects, model: "b", pinned: objects.map((each) => ({ ...each })) });
    expect(store.get("pinned")).toBe(store.get("scene"));
    set(context, { objects, model: "b", pinned: [at("face", 3, 3)] });
    expect(store.get("pinned")).toEqual({ objects: [at("face", 3, 3)] });
  });

  test("keeps the network if the step's is not here, and selects nothing in an empty scene", () => {
    const { store, context } = used();
    const before = store.get("model");
    set(context, { objects: [], model: "gone", twin: "gone" });
    expect(store.get("model")).toBe(before);
    expect(store.get("twin")).toBeNull();
    expect(store.get("selection").object).toBeNull();
  });
});

/** @param {[name: string, title: string, kind: string][]} sprites */
function paletteOf(...sprites) {
  return new Map(
    sprites.map(([name, title, kind]) => [name, /** @type {Sprite} */ ({ name, title, kind })]),
  );
}

test("the digit is the first screen's, else a 3, else any, else none", () => {
  const [five, three3] = /** @type {const} */ ([
    ["digit-5", "5", "digit"],
    ["digit-3", "3", "digit"],
  ]);
  expect(three(paletteOf(["drawn", "3", "figure"], [...five], [...three3]))).toBe("digit-3");
  expect(three(paletteOf(["drawn", "3", "figure"], [...five]))).toBe("digit-5");
  expect(three(paletteOf([...three3], [SUBJECT.object, "3", "digit"]))).toBe(SUBJECT.object);
  expect(three(palette)).toBe("");
});

test("the title of a scene is that of its first object", () => {
  const titled = paletteOf(["digit-3", "3", "digit"], ["face", "Face", "figure"]);
  expect(titleOf(titled, { objects: [at("digit-3", 0, 0), at("face", 0, 0)] })).toBe("3");
  expect(titleOf(titled, { objects: [at("picture-x", 0, 0)] })).toBe("");
  expect(titleOf(titled, { objects: [] })).toBe("");
});

test("an object alone in the scene stays where the reader left it, if it is wholly on the canvas", () => {
  const home = at("face", 1, 1);
  const from = (/** @type {import("../../../static/types/api.js").Placement[]} */ ...placed) => {
    const store = new Store(
      state({ model: card({ input_shape: [3, 64, 64] }), scene: { objects: placed } }),
    );
    return standing(/** @type {any} */ ({ store, palette }), home);
  };
  expect(from(at("face", 0, 0))).toEqual(at("face", 0, 0));
  expect(from(at("face", -1, 0))).toEqual(home);
  expect(from(at("arm", 0, 0))).toEqual(home);
  expect(from(at("face", 0, 0), at("arm", 0, 0))).toEqual(home);
  expect(from()).toEqual(home);
});
