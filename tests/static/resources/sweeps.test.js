import { beforeEach, expect, test, vi } from "vitest";
import { Store } from "../../../static/state/store.js";
import { Sweeps } from "../../../static/resources/sweeps.js";
import { card, state } from "../examples.js";

/** @import { Plan } from "../../../static/types/lab.js" */

const scene = { objects: [{ object: "face", row: 0, col: 0 }] };

/**
 * @param {string} model
 * @returns {Plan}
 */
const plan = (model) => ({ model, scene, index: 0, step: 4, output: null });

const START = {
  type: "start",
  sha256: "",
  object: "face",
  output: "face",
  chance: 0.5,
  base: { row: 0, col: 0 },
  step: 4,
  rows: [0, 4],
  cols: [0, 4],
  total: 4,
};
const END = {
  type: "end",
  edge_affected: [
    [true, false],
    [false, false],
  ],
  radial: [],
  unit: 2,
  accuracy: 0.5,
  inside: null,
  outside: 0.5,
  constant: false,
};

/** @param {number} first @param {number[]} score */
function part(first, score) {
  return {
    type: "chunk",
    first,
    score,
    correct: score.map((value) => value > 0.5),
    prediction: score.map(() => 1),
    sensitivity: score,
    cosine: score.map(() => null),
    response: score,
  };
}

/** A stream controlled by the test. */
class Feed {
  /** @param {Plan} plan @param {AbortSignal} signal */
  constructor(plan, signal) {
    this.plan = plan;
    this.signal = signal;
    /** @type {any[]} */
    this.lines = [];
    this.over = false;
    this.wake = () => {};
    this.closed = false;
    signal.addEventListener("abort", () => this.wake());
  }

  /** @param {any[]} lines */
  async send(...lines) {
    this.lines.push(...lines);
    this.wake();
    await tick();
  }

  async end() {
    this.over = true;
    this.wake();
    await tick();
  }

  async *[Symbol.asyncIterator]() {
    try {
      for (;;) {
        if (this.signal.aborted) throw new DOMException("aborted", "AbortError");
        if (this.lines.length) yield this.lines.shift();
        else if (this.over) return;
        else await new Promise((resolve) => (this.wake = () => resolve(undefined)));
      }
    } finally {
      this.closed = true;
    }
  }
}

const tick = () => new Promise((resolve) => setTimeout(resolve));

/** @type {Feed[]} */
let feeds;
/** @type {Store} */
let store;
/** @type {Sweeps} */
let sweeps;
const sweep = (index = 0) =>
  /** @type {import("../../../static/types/lab.js").Sweep} */ (store.get("sweeps")[index]);
const feed = (index = 0) => /** @type {Feed} */ (feeds[index]);

beforeEach(() => {
  feeds = [];
  store = new Store(state());
  sweeps = new Sweeps(store, "sweeps", (plan, signal) => {
    const feed = new Feed(plan, signal);
    feeds.push(feed);
    return feed[Symbol.asyncIterator]();
  });
});

test("a sweep fills in as its parts arrive", async () => {
  void sweeps.run([plan("a")]);
  await tick();
  expect(sweep()).toMatchObject({ status: "running", done: 0, fields: null });
  await feed().send(START);
  expect([...(sweep().fields?.score ?? [])]).toEqual([NaN, NaN, NaN, NaN]);
  await feed().send(part(0, [0.9, 0.1]));
  expect(sweep().done).toBe(2);
  expect([...(sweep().fields?.score ?? [])]).toEqual([0.9, 0.1, NaN, NaN]);
  expect([...(sweep().fields?.correct ?? [])]).toEqual([1, 0, NaN, NaN]);
  await feed().send(part(2, [0.3, 1]), END);
  await feed().end();
  expect(sweep()).toMatchObject({ status: "done", done: 4, end: END });
  expect([...(sweep().fields?.score ?? [])]).toEqual([0.9, 0.1, 0.3, 1]);
  expect([...(sweep().fields?.cosine ?? [])]).toEqual([NaN, NaN, NaN, NaN]);
});

test("the first map of new sweeps lies over the canvas", async () => {
  void sweeps.run([plan("a"), plan("b")]);
  expect(store.get("overlay")).toBe("a");
  const transplants = new Sweeps(store, "transplantSweeps", () => feed()[Symbol.asyncIterator]());
  void transplants.run([plan("c")]);
  expect(store.get("overlay")).toBe("a");
  await tick();
});

test("each part creates a new object, so that views notice it", async () => {
  void sweeps.run([plan("a")]);
  await tick();
  await feed().send(START);
  const before = sweep();
  await feed().send(part(0, [1]));
  expect(sweep()).not.toBe(before);
  expect(sweep().fields).not.toBe(before.fields);
});

test("networks are swept one after another", async () => {
  void sweeps.run([plan("a"), plan("b")]);
  await tick();
  expect(feeds).toHaveLength(1);
  expect(store.get("sweeps").map(({ status }) => status)).toEqual(["running", "waiting"]);
  await feed(0).send(START, part(0, [1, 1, 1, 1]), END);
  await feed(0).end();
  expect(feeds).toHaveLength(2);
  expect(feed(1).plan.model).toBe("b");
});

test("cancel aborts the request; results so far stay", async () => {
  void sweeps.run([plan("a"), plan("b")]);
  await tick();
  await feed().send(START, part(0, [0.5]));
  sweeps.cancel();
  expect(feed().signal.aborted).toBe(true);
  await feed().send(part(1, [0.5]));
  expect(feed().closed).toBe(true);
  expect(store.get("sweeps").map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
  expect(sweep().done).toBe(1);
  expect(feeds).toHaveLength(1);
});

test("leaving the page aborts the request", async () => {
  void sweeps.run([plan("a")]);
  await tick();
  dispatchEvent(new Event("pagehide"));
  expect(feed().signal.aborted).toBe(true);
});

test("a new sweep cancels the one before", async () => {
  void sweeps.run([plan("a")]);
  await tick();
  void sweeps.run([plan("c")]);
  await tick();
  expect(feed(0).signal.aborted).toBe(true);
  expect(store.get("sweeps")).toHaveLength(1);
  await feed(1).send(START);
  expect(sweep().plan.model).toBe("c");
});

test("results of the same plan are not requested again", async () => {
  void sweeps.run([plan("a")]);
  await tick();
  await feed(0).send(START, part(0, [1, 1, 1, 1]), END);
  await feed(0).end();
  const first = sweep();
  void sweeps.run([plan("a"), plan("b")]);
  await tick();
  expect(sweep(0)).toBe(first);
  expect(feeds.map((each) => each.plan.model)).toEqual(["a", "b"]);
  void sweeps.run([{ ...plan("a"), step: 2 }]);
  await tick();
  expect(feeds).toHaveLength(3);
});

test("an error within the stream is reported, and the next network is swept", async () => {
  void sweeps.run([plan("a"), plan("b")]);
  await tick();
  await feed(0).send(START, { type: "error", error: { code: "busy", message: "no more" } });
  expect(sweep(0)).toMatchObject({
    status: "failed",
    failure: { code: "busy", message: "no more" },
  });
  expect(feed(0).closed).toBe(true);
  expect(feeds).toHaveLength(2);
});

test("a stream that ends early begins again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"], shouldAdvanceTime: true, advanceTimeDelta: 100 });
  void sweeps.run([plan("a")]);
  await tick();
  await feed(0).send(START, part(0, [1, 1]));
  await feed(0).end();
  await vi.waitFor(() => expect(feeds).toHaveLength(2));
  await feed(1).send(START, part(0, [0.25]));
  expect(sweep()).toMatchObject({ status: "running", done: 1 });
  await feed(1).send(part(1, [1, 1, 1]), END);
  expect(sweep()).toMatchObject({ status: "done", done: 4 });
  vi.useRealTimers();
});

test("networks that are no longer shown are not swept further", async () => {
  const sweeping = store.get("sweepSettings");
  store.set("sweepSettings", { ...sweeping, networks: ["a", "b"] });
  void sweeps.run([plan("small"), plan("a"), plan("b")]);
  await tick();
  store.set("sweepSettings", { ...sweeping, networks: ["b"] });
  expect(store.get("sweeps").map(({ status }) => status)).toEqual([
    "running",
    "cancelled",
    "waiting",
  ]);
  store.set("model", card({ id: "other" }));
  await tick();
  expect(feed(0).signal.aborted).toBe(true);
  expect(sweep(0).status).toBe("cancelled");
  expect(feeds.map((each) => each.plan.model)).toEqual(["small", "b"]);
});
