import { nothing } from "lit";
import { expect, test, vi } from "vitest";
import { Store } from "../../../static/state/store.js";
import { KernelChanges, changeOf } from "../../../static/training/kernel-changes.js";
import { card, state, training } from "../examples.js";

const WAS = [[[[1, 0]]], [[[3, 4]]]];
const NOW = [[[[1, 0]]], [[[3, 9]]]];

/** The filters of a snapshot. @param {string} model @param {number[][][][]} kernels */
function filters(model, kernels) {
  return { model, volumes: [{ volume: "pool1", input: "input", kernels }] };
}

/** Kernels whose first snapshot the server gives. */
function asked() {
  const update = vi.fn();
  const fetch = vi.fn(() => Promise.resolve({ input: "input", kernels: WAS }));
  return { changes: new KernelChanges(update, fetch), update, fetch };
}

test("the baseline is the training's first snapshot, asked for once, whichever was seen first", async () => {
  const { changes, update, fetch } = asked();
  const shown = card({ id: "own-9" });
  expect(changes.before("own-1", shown, filters("own-9", NOW))).toBeNull();
  expect(changes.before("own-1", shown, filters("own-9", NOW))).toBeNull();
  await vi.waitFor(() => expect(update).toHaveBeenCalled());
  expect(fetch.mock.calls).toEqual([["own-1", "conv1"]]);
  const before = changes.before("own-1", card({ id: "own-10" }), filters("own-10", NOW));
  expect(before).toBe(WAS);
  expect(NOW.map((kernel, i) => changeOf(before?.[i], kernel))).toEqual([0, 1]);
});

test("a first snapshot that is shown is not asked for; another training has another one", () => {
  const { changes, fetch } = asked();
  expect(changes.before("own-1", card({ id: "own-1" }), filters("own-1", WAS))).toBe(WAS);
  expect(fetch).not.toHaveBeenCalled();
  expect(changes.before("own-2", card({ id: "own-9" }), filters("own-9", NOW))).toBeNull();
  expect(fetch).toHaveBeenCalledOnce();
});

test("a refused request is repeated with the next snapshot", async () => {
  const update = vi.fn();
  const fetch = vi.fn(() => Promise.reject(new Error("refused")));
  const changes = new KernelChanges(update, fetch);
  for (const id of ["own-8", "own-8", "own-9"]) {
    expect(changes.before("own-1", card({ id }), filters(id, NOW))).toBeNull();
    await Promise.resolve();
  }
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(update).not.toHaveBeenCalled();
});

test("a training that has just begun shows nothing of the one before", () => {
  const model = card({ id: "own-9", training: "model-1" });
  const store = new Store(
    state({ model, filters: filters("own-9", NOW), training: training({ snapshots: [] }) }),
  );
  const { changes, fetch } = asked();
  expect(changes.view(store, "model")).toBe(nothing);
  expect(fetch).not.toHaveBeenCalled();
});
