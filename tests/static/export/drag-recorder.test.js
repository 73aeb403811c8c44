import { describe, expect, test } from "vitest";
import { MAX_DRAG_MS, DragRecorder, moved, sceneAt } from "../../../static/export/drag-recorder.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

/** @param {...[string, number, number]} objects */
function scene(...objects) {
  return { objects: objects.map(([object, row, col]) => ({ object, row, col })) };
}

const START = scene(["face", 0, 0], ["arm", 9, 9]);

function begin() {
  const clock = { now: 100 };
  const store = new Store(state({ scene: START }));
  const drag = new DragRecorder(store, () => clock.now);
  /** @param {number} at @param {ReturnType<typeof scene>} to */
  const go = (at, to) => {
    clock.now = at;
    store.set("scene", to);
  };
  return { drag, go };
}

describe("moved", () => {
  test("returns the index of the only object that moved", () => {
    expect(moved(START, scene(["face", 0, 0], ["arm", 9, 8]))).toBe(1);
    expect(moved(START, scene(["face", 1, 0], ["arm", 9, 8]))).toBeNull();
    expect(moved(START, scene(["face", 0, 0], ["leg", 9, 8]))).toBeNull();
    expect(moved(START, scene(["face", 0, 0]))).toBeNull();
    expect(moved(START, START)).toBeNull();
    expect(moved(START, { ...START, pictures: {} })).toBeNull();
  });
});

describe("DragRecorder", () => {
  test("keeps the last drag, starting with the scene before it", () => {
    const { drag, go } = begin();
    expect(drag.last()).toBeNull();
    const way = [1, 2, 3].map((col) => scene(["face", 0, col], ["arm", 9, 9]));
    way.forEach((to, i) => go(200 + 16 * i, to));
    expect(drag.last()).toEqual([
      { at: 0, scene: START },
      ...way.map((to, i) => ({ at: 16 * i, scene: to })),
    ]);
  });

  test("starts a new drag after a pause or with another object", () => {
    const { drag, go } = begin();
    go(200, scene(["face", 0, 1], ["arm", 9, 9]));
    go(5000, scene(["face", 0, 2], ["arm", 9, 9]));
    expect(drag.last()?.map(({ scene: { objects } }) => objects[0]?.col)).toEqual([1, 2]);
    go(5016, scene(["face", 0, 2], ["arm", 9, 8]));
    expect(drag.last()?.map(({ scene: { objects } }) => objects[1]?.col)).toEqual([9, 8]);
  });

  test("ignores added and removed objects, and keeps the drag before", () => {
    const { drag, go } = begin();
    go(200, scene(["face", 0, 1], ["arm", 9, 9]));
    go(216, scene(["face", 0, 1]));
    expect(drag.last()).toHaveLength(2);
    go(232, scene(["face", 0, 2]));
    expect(drag.last()?.map(({ scene: { objects } }) => objects.length)).toEqual([1, 1]);
  });

  test("keeps the end of a long drag", () => {
    const { drag, go } = begin();
    for (let i = 1; i < 100; i++) go(200 + 500 * i, scene(["face", 0, i], ["arm", 9, 9]));
    const steps = drag.last() ?? [];
    expect(steps.at(-1)?.at).toBeLessThanOrEqual(MAX_DRAG_MS);
    expect(steps.at(-1)?.scene.objects[0]?.col).toBe(99);
    expect(steps.length).toBe(MAX_DRAG_MS / 500 + 1);
  });

  test("ignores its own replay, and everything after it is stopped", () => {
    const { drag, go } = begin();
    drag.paused = true;
    go(200, scene(["face", 0, 1], ["arm", 9, 9]));
    drag.paused = false;
    drag.stop();
    go(216, scene(["face", 0, 2], ["arm", 9, 9]));
    expect(drag.last()).toBeNull();
  });
});

test("sceneAt returns the scene at a time", () => {
  const steps = [0, 10, 20].map((at) => ({ at, scene: scene(["face", 0, at]) }));
  expect([-5, 0, 9, 10, 99].map((time) => sceneAt(steps, time)?.objects[0]?.col)).toEqual([
    0, 0, 0, 10, 20,
  ]);
  expect(sceneAt([], 0)).toBeNull();
});
