import { expect, test, vi } from "vitest";
import { Store } from "../../../static/state/store.js";
import { ServerError } from "../../../static/state/error-types.js";
import { keepLast } from "../../../static/training/keep-last.js";
import { state, training } from "../examples.js";

const SNAPSHOTS = [
  { step: 1, model: "own-1" },
  { step: 400, model: "own-400" },
];

test("the last snapshot is kept once its training is done, each once", () => {
  const store = new Store(state());
  const keeping = vi.fn(async () => {});
  keepLast({ store }, keeping);
  store.set("training", training({ snapshots: SNAPSHOTS }));
  expect(keeping).not.toHaveBeenCalled();
  store.set("training", training({ status: "done", snapshots: SNAPSHOTS }));
  store.set("training", training({ status: "done", snapshots: SNAPSHOTS, viewed: 0 }));
  expect(keeping.mock.calls).toEqual([["own-400"]]);
  store.set("twinTraining", training({ status: "done", snapshots: [{ step: 9, model: "own-9" }] }));
  expect(keeping.mock.calls).toEqual([["own-400"], ["own-9"]]);
});

test("a training that ended early keeps nothing unasked, and a failure is said", async () => {
  const store = new Store(state());
  keepLast({ store }, async () => {
    throw new ServerError("network_gone", "gone");
  });
  store.set("training", training({ status: "ended", snapshots: SNAPSHOTS }));
  expect(store.get("notice")).toBeNull();
  store.set("training", training({ status: "done", snapshots: SNAPSHOTS }));
  await vi.waitFor(() =>
    expect(store.get("notice")).toMatchObject({ error: { code: "network_gone" } }),
  );
});
