import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ServerError } from "../../../static/state/error-types.js";
import { Store } from "../../../static/state/store.js";
import { Undo } from "../../../static/state/undo.js";
import { Trainings } from "../../../static/training/trainings.js";
import { card, palette, state, trainingForm } from "../examples.js";

/** @import { Card } from "../../../static/types/api.js" */
/** @import { TrainingEvent } from "../../../static/types/training.js" */

/** A stream that the test writes. */
class Feed {
  /** @param {any} asked  a config, or an id @param {AbortSignal} signal */
  constructor(asked, signal) {
    this.asked = asked;
    this.signal = signal;
    /** @type {(TrainingEvent|Error|null)[]} */
    this.lines = [];
    this.wake = () => {};
    signal.addEventListener("abort", () => this.wake());
  }

  /** @param {(TrainingEvent|Error|null)[]} lines  null: the connection closes */
  async send(...lines) {
    this.lines.push(...lines);
    this.wake();
    await settle();
  }

  async *[Symbol.asyncIterator]() {
    for (;;) {
      if (this.signal.aborted) throw this.signal.reason;
      const line = this.lines.shift();
      if (line === null) return;
      if (line instanceof Error) throw line;
      if (line) yield line;
      else await new Promise((resolve) => (this.wake = () => resolve(undefined)));
    }
  }
}

const FACE = /** @type {import("../../../static/types/api.js").Sprite} */ (palette.get("face"));
const DIGIT = { ...FACE, name: "digit-3-1", title: "3", kind: "digit", height: 20, width: 20 };
const objects = new Map([...palette, [DIGIT.name, DIGIT]]);

const settle = () => vi.advanceTimersByTimeAsync(0);
const STARTED = /** @type {const} */ ({ type: "started", training: "7" });
const RESTARTING = /** @type {const} */ ({
  type: "error",
  error: { code: "restarting", message: "the server stops" },
});

/** @param {number} step @returns {TrainingEvent[]} */
const snapshot = (step) => [
  { type: "map", step, rows: [0], cols: [0], correct: [[0.5]], samples: 1 },
  { type: "snapshot", step, model: `own-${step}` },
];

/** @param {number} step @returns {TrainingEvent} */
const progress = (step) => ({ type: "progress", step, steps: 400, loss: 1, accuracy: null });

/** @type {{ started: Feed[], watched: Feed[] }} */
let feeds;
/** @type {import("../../../static/training/run.js").Ways} */
let ways;
/** @type {Store} */
let store;
/** @type {Card[]} */
let cards;
/** @type {Trainings} */
let trainings;

/** Loads the page again, with the same storage. @param {Partial<import("../../../static/types/state.js").State>} [fields] */
function load(fields = {}) {
  feeds = { started: [], watched: [] };
  cards = [card()];
  store = new Store(state({ trainingForm: trainingForm(), ...fields }));
  trainings = new Trainings({ store, cards, palette: objects }, ways);
}

/** @param {"started"|"watched"} kind @returns {Feed} */
function last(kind) {
  const feed = feeds[kind].at(-1);
  if (!feed) throw new Error(`nothing was ${kind}`);
  return feed;
}

const training = () => store.get("training");

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  ways = {
    start: (config, signal) => feeds.started[feeds.started.push(new Feed(config, signal)) - 1],
    watch: (id, signal) => feeds.watched[feeds.watched.push(new Feed(id, signal)) - 1],
    change: vi.fn(async () => {}),
    end: vi.fn(async () => {}),
    card: vi.fn(async (id) => card({ id, title: id })),
    rest: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener("abort", () => (clearTimeout(timer), resolve()));
      }),
  };
  load();
});

afterEach(() => {
  vi.useRealTimers();
});

test("the form is sent as the API takes it, and the stream is followed", async () => {
  trainings.start("model");
  await settle();
  const { asked } = last("started");
  expect(asked).toMatchObject({ data: "digits", region: [[0, 0, 28, 28]], steps: 400 });
  expect(asked).not.toHaveProperty("painted");
  expect(asked).not.toHaveProperty("classes");
  expect(training()?.status).toBe("starting");
  await last("started").send(STARTED, { type: "waiting", before: 1, seconds: 30 });
  expect(training()).toMatchObject({ id: "7", status: "waiting", waiting: { before: 1 } });
  await last("started").send(...snapshot(1), progress(5));
  expect(training()).toMatchObject({ status: "running", step: 5 });
});

test("a scene without an object of the data gets one inside the region, which can be undone", async () => {
  const scene = { objects: [{ object: "face", row: 0, col: 0 }] };
  store.merge({ scene, model: card({ input_shape: [3, 64, 64] }) });
  const undo = new Undo(store);
  const before = store.get("scene");
  trainings.start("model", trainingForm({ data: "figures" }));
  expect(store.get("scene")).toBe(before);
  trainings.start("model");
  expect(store.get("scene").objects).toEqual([{ object: DIGIT.name, row: 4, col: 4 }]);
  undo.undo();
  expect(store.get("scene")).toBe(before);
});

describe("the side", () => {
  beforeEach(async () => {
    trainings.start("model");
    await settle();
    await last("started").send(STARTED, ...snapshot(1));
  });

  test("shows the newest snapshot, and keeps what is selected and the frame", async () => {
    expect(store.get("model").id).toBe("own-1");
    const selection = {
      object: 0,
      cell: null,
      slice: { side: "model", layer: "pool1", channel: 1 },
    };
    store.merge({ selection: /** @type {any} */ (selection), frame: /** @type {any} */ ({}) });
    await last("started").send(...snapshot(20));
    expect(store.get("model").id).toBe("own-20");
    expect(store.get("selection")).toBe(selection);
    expect(store.get("frame")).toEqual({});
  });

  test("shows the snapshot that is viewed, until the newest is wanted", async () => {
    trainings.view("model", 0);
    await last("started").send(...snapshot(20), ...snapshot(40));
    expect(store.get("model").id).toBe("own-1");
    trainings.view("model", 1);
    await settle();
    expect(store.get("model").id).toBe("own-20");
    trainings.view("model", null);
    await settle();
    expect(store.get("model").id).toBe("own-40");
  });

  test("is left alone while the visitor looks at another network", async () => {
    const other = card({ id: "other" });
    store.set("model", other);
    await last("started").send(...snapshot(20));
    expect(store.get("model")).toBe(other);
    trainings.view("model", null);
    await settle();
    expect(store.get("model").id).toBe("own-20");
  });

  test("skips snapshots that come while a card is on its way", async () => {
    let send = (/** @type {Card} */ _card) => {};
    ways.card = vi.fn(() => new Promise((resolve) => (send = resolve)));
    await last("started").send(...snapshot(20));
    await last("started").send(...snapshot(40), ...snapshot(60));
    send(card({ id: "own-20" }));
    await settle();
    send(card({ id: "own-60" }));
    await settle();
    expect(/** @type {any} */ (ways.card).mock.calls).toEqual([["own-20"], ["own-60"]]);
    expect(store.get("model").id).toBe("own-60");
  });

  test("marks a step whose network the server holds no more, and keeps the one shown", async () => {
    await last("started").send(...snapshot(20), ...snapshot(40));
    ways.card = vi.fn(async () => {
      throw new ServerError("network_gone", "expected a network that this server still has");
    });
    trainings.view("model", 0);
    await settle();
    expect(training()?.snapshots.map(({ gone }) => gone ?? false)).toEqual([true, false, false]);
    expect(store.get("model").id).toBe("own-40");
    expect(store.get("notice")).toBeNull();
    // Nobody asks for it again.
    await last("started").send(progress(41));
    expect(ways.card).toHaveBeenCalledTimes(1);
  });

  test("gives up the counter-experiment of the training before, in one step of undo", async () => {
    store.set("scene", { objects: [] });
    trainings.start("twin");
    await settle();
    const twin = card({ id: "own-7", training: "twin-1" });
    await last("started").send({ type: "started", training: "8" }, ...snapshot(7));
    expect(store.get("twin")).toMatchObject({ id: twin.id });
    const undo = new Undo(store);
    trainings.start("model");
    await settle();
    expect(ways.end).toHaveBeenCalledWith("8");
    expect(store.state).toMatchObject({ twin: null, twinTraining: null });
    undo.undo();
    expect(store.get("twin")).toMatchObject({ id: twin.id });
    expect(undo.at).toBe(0);
  });

  test("leaves another second network where it is", async () => {
    const other = card({ id: "other" });
    store.merge({ twin: other });
    trainings.start("model");
    expect(store.get("twin")).toBe(other);
  });

  test("adds no more than the newest and the viewed one to the page's networks", async () => {
    trainings.view("model", 0);
    for (const step of [20, 40, 60]) await last("started").send(...snapshot(step));
    trainings.view("model", null);
    await settle();
    trainings.view("model", 1);
    await settle();
    expect(cards.map(({ id }) => id)).toEqual(["small", "own-60", "own-20"]);
  });

  test("makes one step of undo of all snapshots, which no other step changes", async () => {
    load();
    const undo = new Undo(store);
    trainings.start("model");
    await settle();
    await last("started").send(STARTED, ...snapshot(1));
    const { length } = undo.steps;
    const before = store.get("scene");
    store.set("scene", { objects: [{ object: "face", row: 9, col: 9 }] });
    await last("started").send(...snapshot(20), ...snapshot(40));
    expect(undo.steps).toHaveLength(length + 1);
    undo.undo();
    expect(store.get("scene")).toBe(before);
    expect(store.get("model").id).toBe("own-40");
    undo.undo();
    expect(store.get("model").id).toBe("small");
  });
});

describe("a lost connection", () => {
  beforeEach(async () => {
    trainings.start("model");
    await settle();
    await last("started").send(STARTED, ...snapshot(1), progress(5));
  });

  test("is made again, with growing waits, and nothing is counted twice", async () => {
    const lost = new ServerError("unreachable", "");
    await last("started").send(null);
    expect(training()).toMatchObject({ status: "running", failure: { code: "unreachable" } });
    await vi.advanceTimersByTimeAsync(500);
    await last("watched").send(lost);
    await vi.advanceTimersByTimeAsync(900);
    expect(feeds.watched).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(feeds.watched.map(({ asked }) => asked)).toEqual(["7", "7"]);
    await last("watched").send(STARTED, ...snapshot(1), progress(5), progress(9));
    expect(training()?.losses.map(({ step }) => step)).toEqual([5, 9]);
    expect(training()?.snapshots).toHaveLength(1);
    expect(training()?.failure).toBeNull();
  });

  test("of a training that the server has no more ends it", async () => {
    await last("started").send(null);
    await vi.advanceTimersByTimeAsync(500);
    await last("watched").send(new ServerError("unknown_training", "gone"));
    expect(training()).toMatchObject({ status: "failed", failure: { code: "unknown_training" } });
  });

  test("that is merely silent is given up", async () => {
    await vi.advanceTimersByTimeAsync(21_000);
    expect(last("started").signal.aborted).toBe(true);
    expect(last("watched").asked).toBe("7");
  });
});

describe("a training that is stopped before the server has named it", () => {
  test("is ended once it is named, and says at once that it was stopped", async () => {
    trainings.start("model");
    await settle();
    trainings.stop("model");
    expect(training()).toMatchObject({ status: "ended", reason: "asked" });
    expect(ways.end).not.toHaveBeenCalled();
    await last("started").send(STARTED, ...snapshot(1));
    expect(ways.end).toHaveBeenCalledExactlyOnceWith("7");
    expect(training()).toMatchObject({ status: "ended", snapshots: [] });
  });

  test("is ended, too, where another one has taken its place", async () => {
    trainings.start("model");
    await settle();
    const former = last("started");
    trainings.start("model", trainingForm({ seed: 5 }));
    await settle();
    await last("started").send({ type: "started", training: "8" }, progress(5));
    await former.send(STARTED, ...snapshot(1));
    expect(ways.end).toHaveBeenCalledExactlyOnceWith("7");
    expect(training()).toMatchObject({ id: "8", status: "running", snapshots: [] });
  });

  test("is not asked for again where the server could not be reached", async () => {
    trainings.start("model");
    await settle();
    await last("started").send(STARTED, ...snapshot(20), RESTARTING);
    await vi.advanceTimersByTimeAsync(3_000);
    trainings.stop("model");
    await last("started").send(new ServerError("unreachable", ""));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(feeds.started).toHaveLength(2);
    expect(training()).toMatchObject({ status: "ended", reason: "asked" });
  });
});

test("a refused start says why", async () => {
  trainings.start("model");
  await settle();
  await last("started").send(new ServerError("rate_limited", "too many"));
  expect(training()).toMatchObject({ status: "failed", failure: { code: "rate_limited" } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(feeds.started).toHaveLength(1);
});

test("a server that restarts is asked to go on from the last snapshot, once it answers", async () => {
  trainings.start("model");
  await settle();
  await last("started").send(STARTED, ...snapshot(1), ...snapshot(20), progress(30), RESTARTING);
  expect(training()).toMatchObject({ status: "failed", failure: { code: "restarting" } });
  await vi.advanceTimersByTimeAsync(3_000);
  await last("started").send(new ServerError("unreachable", ""));
  expect(training()?.status).toBe("starting");
  await vi.advanceTimersByTimeAsync(500);
  expect(feeds.started.map(({ asked }) => asked.start)).toEqual([undefined, "own-20", "own-20"]);
  await last("started").send({ type: "started", training: "8" }, progress(24), ...snapshot(40));
  expect(training()).toMatchObject({ id: "8", status: "running", failure: null, step: 40 });
  expect(training()?.losses.map(({ step }) => step)).toEqual([24]);
  expect(store.get("model").id).toBe("own-40");
  // A reload has both parts of the curves.
  load({ model: card({ id: "own-40" }) });
  await settle();
  expect(last("watched").asked).toBe("7");
  await last("watched").send(STARTED, ...snapshot(1), ...snapshot(20), RESTARTING);
  expect(last("watched").asked).toBe("8");
  await last("watched").send({ type: "started", training: "8" }, progress(24), ...snapshot(40));
  expect(training()?.snapshots.map(({ step }) => step)).toEqual([1, 20, 40]);
});

test("a server that has the snapshots no more cannot go on", async () => {
  trainings.start("model");
  await settle();
  await last("started").send(STARTED, ...snapshot(20), RESTARTING);
  ways.card = vi.fn(async () => {
    throw new ServerError("network_gone", "gone");
  });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(ways.card).toHaveBeenCalledWith("own-20");
  expect(training()).toMatchObject({ status: "failed", failure: { code: "network_gone" } });
  expect(feeds.started).toHaveLength(1);
});

describe("buttons", () => {
  beforeEach(async () => {
    trainings.start("model");
    await settle();
    await last("started").send(STARTED, ...snapshot(1), progress(5));
  });

  test("pause and go on", async () => {
    trainings.pause("model");
    await settle();
    expect(ways.change).toHaveBeenLastCalledWith("7", "pause");
    expect(training()?.status).toBe("paused");
    trainings.goOn("model");
    await settle();
    expect(ways.change).toHaveBeenLastCalledWith("7", "go on");
    expect(training()?.status).toBe("running");
  });

  test("stop; the training can then go on from its last snapshot", async () => {
    trainings.stop("model");
    await settle();
    expect(ways.end).toHaveBeenCalledWith("7");
    await last("started").send({ type: "ended", step: 5, model: "own-1", reason: "asked" });
    expect(training()).toMatchObject({ status: "ended", reason: "asked" });
    trainings.goOn("model");
    await settle();
    expect(last("started").asked.start).toBe("own-1");
  });

  test("say so if the server does not hear them, and are heard when it answers", async () => {
    ways.change = vi.fn(async () => {
      throw new ServerError("unreachable", "gone");
    });
    load();
    trainings.start("model");
    await settle();
    await last("started").send(STARTED, progress(5));
    trainings.pause("model");
    await settle();
    expect(store.get("notice")).toMatchObject({ error: { code: "unreachable" } });
    expect(training()).toMatchObject({ status: "running", unsent: "pause" });
    expect(ways.change).toHaveBeenCalledTimes(1);
    // The next line of the stream says that the server answers.
    ways.change = vi.fn(async () => {});
    await last("started").send(progress(6));
    expect(store.get("notice")).toBeNull();
    expect(ways.change).toHaveBeenCalledWith("7", "pause");
    expect(training()).toMatchObject({ status: "paused", unsent: null });
    await last("started").send(progress(7));
    expect(ways.change).toHaveBeenCalledTimes(1);
  });

  test("begin another training in place of one that runs", async () => {
    trainings.start("model", trainingForm({ seed: 5 }));
    await settle();
    expect(ways.end).toHaveBeenCalledWith("7");
    expect(last("started").asked.seed).toBe(5);
    expect(training()?.snapshots).toEqual([]);
  });
});

describe("a page that is loaded again", () => {
  beforeEach(async () => {
    trainings.start("model");
    await settle();
    await last("started").send(STARTED, ...snapshot(1), ...snapshot(20), progress(25));
  });

  test("goes back to its training, as it was", async () => {
    trainings.view("model", 0);
    trainings.pause("model");
    await settle();
    load({ model: card({ id: "own-1" }) });
    await settle();
    expect(last("watched").asked).toBe("7");
    await last("watched").send(STARTED, ...snapshot(1), ...snapshot(20), progress(25));
    expect(training()).toMatchObject({ status: "paused", viewed: 0, step: 25 });
    expect(training()?.form.painted).toEqual(trainingForm().painted);
    expect(store.get("model").id).toBe("own-1");
  });

  test("follows the newest snapshot where a link shows one", async () => {
    load({ model: card({ id: "own-20" }) });
    await settle();
    await last("watched").send(STARTED, ...snapshot(1), ...snapshot(20), ...snapshot(40));
    expect(store.get("model").id).toBe("own-40");
  });

  test("leaves the side alone where it shows something else", async () => {
    load();
    await settle();
    await last("watched").send(STARTED, ...snapshot(1), ...snapshot(20), ...snapshot(40));
    expect(store.get("model").id).toBe("small");
    expect(training()?.snapshots).toHaveLength(3);
  });

  test("says that the server has it no more; of one that was over, nothing", async () => {
    load();
    await settle();
    await last("watched").send(new ServerError("unknown_training", "gone"));
    expect(training()).toMatchObject({ status: "failed", failure: { code: "unknown_training" } });
    load();
    await settle();
    await last("watched").send(new ServerError("unknown_training", "gone"));
    expect(training()).toBeNull();
    load();
    await settle();
    expect(feeds.watched).toEqual([]);
  });
});
