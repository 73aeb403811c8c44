import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { dequal } from "dequal/lite";
import { add, move, remove } from "../../../static/scene/scene.js";
import { choose } from "../../../static/state/network-sides.js";
import { Store } from "../../../static/state/store.js";
import { Undo, changeOf } from "../../../static/state/undo.js";
import { CROSS, card, limits, palette, state } from "../examples.js";
import { random } from "../random.js";

/** @import { Scene } from "../../../static/types/api.js" */

const face = /** @type {import("../../../static/types/api.js").Sprite} */ (palette.get("face"));
const canvas = { height: 64, width: 64 };
/** @type {Store} */
let store;
/** @type {Undo} */
let undo;
let time = 0;

beforeEach(() => {
  vi.useFakeTimers();
  time = 0;
  store = new Store(state({ scene: { objects: [{ object: "face", row: 0, col: 0 }] } }));
  undo = new Undo(store, () => time);
});

afterEach(() => {
  vi.useRealTimers();
});

/** @param {"pointerdown"|"pointerup"} name */
function pointer(name, pointerId = 1, isPrimary = true) {
  dispatchEvent(Object.assign(new Event(name), { pointerId, isPrimary }));
  if (name === "pointerup") vi.runAllTimers();
}

/**
 * @param {number} row
 * @param {number} [index]
 */
function moveTo(row, index = 0) {
  store.set("scene", move(store.get("scene"), index, row, 0, face, canvas));
}

function place() {
  const now = add(store.get("scene"), { object: "arm", row: 1, col: 1 }, limits.scene);
  store.set("scene", now);
  store.set("selection", { ...store.get("selection"), object: now.objects.length - 1 });
}

const rows = () => store.get("scene").objects.map(({ row }) => row);

describe("one step", () => {
  test("is a drag, from press to release, however long it rests", () => {
    pointer("pointerdown");
    for (const row of [1, 2, 3]) {
      moveTo(row);
      time += 5000;
    }
    pointer("pointerup");
    moveTo(9);
    undo.undo();
    expect(rows()).toEqual([3]);
    undo.undo();
    expect(rows()).toEqual([0]);
    expect(store.get("undoing")).toEqual({ back: null, forward: "move" });
    undo.redo();
    undo.redo();
    expect(rows()).toEqual([9]);
  });

  test("is each of two drags, even in quick succession", () => {
    for (const row of [5, 8]) {
      pointer("pointerdown");
      moveTo(row);
      place();
      pointer("pointerup");
    }
    undo.undo();
    expect(rows()).toEqual([5, 1]);
  });

  test("is a drag with a second finger", () => {
    pointer("pointerdown");
    moveTo(1);
    pointer("pointerdown", 2, false);
    moveTo(2);
    pointer("pointerup", 2);
    moveTo(3);
    pointer("pointerup");
    undo.undo();
    expect(rows()).toEqual([0]);
  });

  test("ends with a move without a button, since its release was not heard", () => {
    pointer("pointerdown");
    moveTo(5);
    dispatchEvent(Object.assign(new Event("pointermove"), { pointerId: 1, buttons: 0 }));
    vi.runAllTimers();
    time += 5000;
    moveTo(9);
    undo.undo();
    expect(rows()).toEqual([5]);
  });

  test("ends with a key press after the pointer was released", () => {
    pointer("pointerdown");
    moveTo(5);
    dispatchEvent(Object.assign(new Event("pointerup"), { pointerId: 1 }));
    dispatchEvent(new Event("keydown"));
    place();
    undo.undo();
    expect(rows()).toEqual([5]);
  });

  test("is a run of nudges of one object", () => {
    for (const row of [1, 2, 3]) {
      moveTo(row);
      time += 900;
    }
    time += 200;
    moveTo(4);
    undo.undo();
    expect(rows()).toEqual([3]);
    undo.undo();
    expect(rows()).toEqual([0]);
  });

  test("does not join nudges of different objects", () => {
    place();
    moveTo(3);
    moveTo(5, 1);
    undo.undo();
    expect(rows()).toEqual([3, 1]);
  });

  test("is each of several objects placed in quick succession", () => {
    place();
    place();
    undo.undo();
    expect(rows()).toEqual([0, 1]);
  });

  test("is not a change that ends at its start, which keeps the steps to redo", () => {
    moveTo(7);
    undo.undo();
    pointer("pointerdown");
    place();
    store.set("scene", remove(store.get("scene"), 1));
    pointer("pointerup");
    expect(store.get("undoing")).toEqual({ back: null, forward: "move" });
    undo.redo();
    expect(rows()).toEqual([7]);
  });

  test("after an undo replaces the undone steps", () => {
    moveTo(7);
    undo.undo();
    place();
    expect(store.get("undoing")).toEqual({ back: "place", forward: null });
    undo.redo();
    expect(rows()).toEqual([0, 1]);
  });

  test("is a nudge shortly after an undo", () => {
    moveTo(1);
    moveTo(2);
    time += 2000;
    moveTo(3);
    undo.undo();
    moveTo(4);
    undo.undo();
    expect(rows()).toEqual([2]);
  });
});

describe("networks", () => {
  const other = card({ id: "other", layers: card().layers.slice(0, 3) });

  test("change with their frames", () => {
    choose(store, "model", other);
    expect(store.get("undoing").back).toBe("network");
    store.set("frame", /** @type {any} */ ({ model: "other" }));
    const model = store.get("model");
    undo.undo();
    expect(store.get("model").id).toBe("small");
    expect(store.get("frame")).toBeNull();
    undo.redo();
    expect(store.get("model")).toBe(model);
  });

  test("lose the slice selected in a twin when it is undone", () => {
    choose(store, "twin", other);
    const slice = /** @type {const} */ ({ side: "twin", layer: "input", channel: 1 });
    const cell = /** @type {const} */ ({ ...slice, row: 0, col: 0 });
    store.set("selection", { object: 0, cell, slice });
    undo.undo();
    expect(store.get("twin")).toBeNull();
    expect(store.get("selection")).toEqual({ object: 0, cell: null, slice: null });
  });

  test("change in one step with another scene, as by a link", () => {
    store.merge({ model: other, scene: { objects: [] } });
    expect(store.get("undoing").back).toBe("change");
    undo.undo();
    expect(store.get("model").id).toBe("small");
    expect(rows()).toEqual([0]);
  });
});

describe("the selection", () => {
  test("is restored with a removed object", () => {
    place();
    store.set("scene", remove(store.get("scene"), 1));
    store.set("selection", { ...store.get("selection"), object: null });
    undo.undo();
    expect(store.get("selection").object).toBe(1);
    undo.undo();
    expect(store.get("selection").object).toBeNull();
    undo.redo();
    expect(store.get("selection").object).toBe(1);
  });
});

test("the history has the stated number of steps, the newest", () => {
  for (let n = 1; n <= 130; n++) {
    time += 2000;
    moveTo(n % 2 ? 1 : 2);
  }
  let count = 0;
  while (store.get("undoing").back) {
    undo.undo();
    count += 1;
  }
  expect(count).toBe(100);
  expect(rows()).toEqual([2]);
});

test("undo and redo in any order restore the scenes", () => {
  for (let seed = 0; seed < 30; seed++) {
    const dice = random(seed);
    store.set("scene", { objects: [{ object: "face", row: seed, col: 0 }] });
    time += 5000;
    /** The expected scenes by step. @type {Scene[]} */
    let were = [store.get("scene")];
    let at = 0;
    for (let n = 0; n < 60; n++) {
      const act = dice.of(["do", "do", "undo", "redo"]);
      time += 5000;
      if (act === "do") {
        const scene = store.get("scene");
        const next = dice.of([
          () => add(scene, { object: "arm", row: n, col: 0 }, limits.scene),
          () => remove(scene, scene.objects.length - 1),
          () => ({ objects: [{ object: "face", row: n, col: dice.whole(0, 40) }] }),
        ])();
        if (dequal(next, scene)) continue;
        store.set("scene", next);
        were = [...were.slice(0, at + 1), next];
        at += 1;
      } else if (act === "undo" && at > 0) {
        undo.undo();
        at -= 1;
      } else if (act === "redo" && at < were.length - 1) {
        undo.redo();
        at += 1;
      }
      expect(store.get("scene")).toBe(were[at]);
    }
  }
});

test("a stroke of the training's brush is one step, and brings back the region alone", () => {
  const form = store.get("trainingForm");
  pointer("pointerdown");
  for (const cell of [200, 201])
    store.set("trainingForm", {
      ...store.get("trainingForm"),
      painted: new Set([...store.get("trainingForm").painted, cell]),
    });
  pointer("pointerup");
  store.set("trainingForm", { ...store.get("trainingForm"), seed: 7 });
  expect(store.get("undoing")).toEqual({ back: "paint", forward: null });
  undo.undo();
  expect(store.get("trainingForm")).toEqual({ ...form, seed: 7 });
  expect(store.get("undoing")).toEqual({ back: null, forward: "paint" });
  undo.redo();
  expect(store.get("trainingForm").painted.has(201)).toBe(true);
});

test("each kind of change has its name", () => {
  const { model, trainingForm, removed } = store.state;
  const { painted } = trainingForm;
  const shot = (/** @type {Scene} */ scene) => ({
    scene,
    model,
    twin: null,
    painted,
    removed,
    object: null,
  });
  const kind = (/** @type {Scene} */ a, /** @type {Scene} */ b) => changeOf(shot(a), shot(b))?.kind;
  const one = { objects: [{ object: "face", row: 0, col: 0 }] };
  const drawn = {
    objects: [{ object: "picture-drawn1", row: 0, col: 0 }],
    pictures: { "picture-drawn1": CROSS },
  };
  const none = { objects: [] };
  expect(kind(none, one)).toBe("place");
  expect(kind(one, none)).toBe("remove");
  expect(kind(one, { objects: [{ object: "face", row: 0, col: 1 }] })).toBe("move");
  expect(kind(none, drawn)).toBe("draw");
  expect(kind(drawn, none)).toBe("remove");
  expect(kind(drawn, { ...drawn, pictures: { "picture-drawn1": `${CROSS}x` } })).toBe("draw");
  expect(kind(one, { objects: [{ object: "arm", row: 0, col: 0 }] })).toBe("change");
  expect(kind(one, { ...one, pictures: {} })).toBeUndefined();
});

describe("the first screen", () => {
  test("nothing that happens there is a step", () => {
    store.merge({ screen: "opening", scene: { objects: [{ object: "face", row: 5, col: 5 }] } });
    store.set("scene", move(store.get("scene"), 0, 9, 9, face, canvas));
    expect(store.get("undoing")).toEqual({ back: null, forward: null });
    store.merge({ screen: "play", scene: { objects: [{ object: "face", row: 0, col: 0 }] } });
    expect(store.get("undoing")).toEqual({ back: null, forward: null });
    store.set("scene", move(store.get("scene"), 0, 2, 2, face, canvas));
    undo.undo();
    expect(store.get("scene").objects[0]).toMatchObject({ row: 0, col: 0 });
  });
});
