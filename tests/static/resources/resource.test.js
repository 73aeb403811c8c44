import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ServerError } from "../../../static/state/error-types.js";
import { Resource } from "../../../static/resources/resource.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

/** @import { Declaration } from "../../../static/resources/resource.js" */
/** @import { Scene } from "../../../static/types/api.js" */

/**
 * @typedef {{ pinned: Scene|null, scene: Scene }} Question
 * @typedef {{ question: Question, signal: AbortSignal, report: (progress: string) => void,
 *   resolve: (result: string) => void, reject: (error: unknown) => void }} Request
 */

/** @type {Store} */
let store;
/** @type {Request[]} */
let requests;
/** Values written to the store's key, as "status progress answer failure". @type {unknown[]} */
let written;

/** @param {number} col */
const at = (col) => ({ objects: [{ object: "face", row: 0, col }] });
const pass = (ms = 1000) => vi.advanceTimersByTimeAsync(ms);
const request = (index = -1) => /** @type {Request} */ (requests.at(index));
const cols = () => requests.map(({ question }) => question.scene.objects[0]?.col);

beforeEach(() => {
  vi.useFakeTimers();
  store = new Store(state({ scene: at(0) }));
  requests = [];
  written = [];
  store.on(["notice"], () => written.push(store.get("notice")));
});
afterEach(() => vi.useRealTimers());

/**
 * A resource whose question is the scene and whose answer is the notice.
 *
 * @param {Partial<Declaration<"notice", Question, string, string>>} [declaration]
 */
function resource(declaration = {}) {
  return new Resource(store, {
    key: "notice",
    watch: ["lab", "scene", "pinned"],
    question: ({ lab, scene, pinned }) => (lab === "compare" ? { scene, pinned } : null),
    wait: 50,
    fetch: (question, signal, report) =>
      new Promise((resolve, reject) =>
        requests.push({ question, signal, report, resolve, reject }),
      ),
    value: (_, { status, progress, result, failure }) =>
      [status, progress, result, failure?.message].filter(Boolean).join(" "),
    ...declaration,
  });
}

/** Sets or removes the question. @param {boolean} open */
const open = (open) => store.set("lab", open ? "compare" : "evidence");

test("a question is asked after its wait, and answered", async () => {
  open(true);
  resource();
  await pass(49);
  expect(requests).toEqual([]);
  await pass(1);
  expect(request().question).toEqual({ scene: at(0), pinned: null });
  request().resolve("yes");
  await pass();
  expect(written).toEqual(["waiting", "running", "done yes"]);
  expect(requests).toHaveLength(1);
});

test("without a question nothing is asked, and the key is left unchanged or cleared", async () => {
  store.set("notice", "before");
  open(false);
  resource();
  await pass();
  expect(store.get("notice")).toBe("before");
  resource({ empty: null });
  expect(store.get("notice")).toBeNull();
  expect(requests).toEqual([]);
});

test("each change of the question restarts its wait", async () => {
  open(true);
  resource();
  for (let col = 1; col <= 5; col++) {
    store.set("scene", at(col));
    await pass(40);
  }
  expect(requests).toEqual([]);
  await pass(10);
  expect(cols()).toEqual([5]);
});

test("a change of the state with the same question neither asks nor restarts the wait", async () => {
  open(true);
  resource({ question: ({ lab }) => (lab ? { scene: at0, pinned: null } : null) });
  await pass(40);
  store.set("scene", at(1));
  await pass(10);
  store.set("scene", at(2));
  await pass();
  expect(requests).toHaveLength(1);
});
const at0 = at(0);

test("the newest question wins: earlier ones are aborted and their answers never written", async () => {
  open(true);
  resource();
  await pass(50);
  const first = request();
  store.set("scene", at(1));
  expect(first.signal.aborted).toBe(true);
  await pass(50);
  request().resolve("new");
  await pass();
  first.report("late");
  first.resolve("old");
  await pass();
  expect(store.get("notice")).toBe("done new");
  expect(cols()).toEqual([0, 1]);
});

test("a failure of an earlier question is not written either", async () => {
  open(true);
  resource();
  await pass(50);
  store.set("scene", at(1));
  request().reject(new Error("gone"));
  await pass(10);
  expect(store.get("notice")).toBe("waiting");
});

test("a drag gets answers while it lasts: one request at a time, and the newest waits", async () => {
  open(true);
  resource({ follows: ["scene"] });
  for (let col = 1; col <= 20; col++) {
    store.set("scene", at(col));
    await pass(10);
  }
  expect(cols()).toEqual([5]);
  expect(request().signal.aborted).toBe(false);
  request().resolve("first");
  await pass(0);
  expect(store.get("notice")).toBe("done first");
  await pass(50);
  expect(cols()).toEqual([5, 20]);
  request().resolve("last");
  await pass();
  expect(store.get("notice")).toBe("done last");
  expect(requests).toHaveLength(2);
});

test("a change other than a drag's aborts the request", async () => {
  open(true);
  resource({ follows: ["scene"] });
  await pass(50);
  store.set("pinned", at(9));
  expect(request().signal.aborted).toBe(true);
  await pass(50);
  expect(request().question.pinned).toEqual(at(9));
});

test("requests are a minimum time apart", async () => {
  open(true);
  resource({ wait: 0, pause: 200 });
  await pass(0);
  expect(requests).toHaveLength(1);
  store.set("scene", at(1));
  await pass(199);
  expect(requests).toHaveLength(1);
  await pass(1);
  expect(requests).toHaveLength(2);
});

test("the time between requests is that of a clock that nobody sets", async () => {
  open(true);
  resource({ wait: 0, pause: 200 });
  await pass(0);
  for (const hours of [1, -2]) {
    vi.setSystemTime(Date.now() + hours * 3_600_000);
    store.set("scene", at(hours));
    await pass(199);
    const sent = requests.length;
    await pass(1);
    expect(requests).toHaveLength(sent + 1);
  }
});

test("the wait may depend on the question", async () => {
  open(true);
  store.set("pinned", at(3));
  resource({ wait: ({ pinned }) => (pinned ? 0 : 50) });
  await pass(0);
  expect(requests).toHaveLength(1);
});

test("a failure is written and stays until the connection is back", async () => {
  open(true);
  resource();
  await pass(50);
  request().reject(new ServerError("busy", "later"));
  await pass();
  expect(store.get("notice")).toBe("failed later");
  store.set("pinned", null);
  store.set("link", { state: "waiting", message: null });
  await pass();
  expect(requests).toHaveLength(1);
  store.set("link", { state: "live", message: null });
  await pass(50);
  request().resolve("yes");
  await pass();
  expect(store.get("notice")).toBe("done yes");
  store.set("link", { state: "waiting", message: null });
  store.set("link", { state: "live", message: null });
  await pass();
  expect(requests).toHaveLength(2);
});

test("an unreported failure is retried at the next change", async () => {
  open(true);
  const same = { scene: at(0), pinned: null };
  resource({ question: () => ({ ...same }), retries: true });
  await pass(50);
  request().reject(new Error("gone"));
  await pass();
  store.set("scene", at(1));
  await pass();
  expect(requests).toHaveLength(2);
});

test("a failure is cleared when there is no longer a question", async () => {
  open(true);
  resource();
  await pass(50);
  request().reject(new Error("gone"));
  await pass();
  open(false);
  open(true);
  await pass();
  expect(requests).toHaveLength(2);
});

test("a request is aborted when there is no longer a question", async () => {
  open(true);
  resource();
  await pass(50);
  open(false);
  expect(request().signal.aborted).toBe(true);
  request().resolve("late");
  await pass();
  expect(store.get("notice")).toBe("running");
});

test("cancel aborts, reports so, and does not ask again", async () => {
  open(true);
  const asks = resource();
  asks.cancel();
  expect(store.get("notice")).toBe("waiting");
  await pass(50);
  request().report("half");
  asks.cancel();
  expect(request().signal.aborted).toBe(true);
  expect(store.get("notice")).toBe("cancelled half");
  request().resolve("late");
  await pass();
  expect(store.get("notice")).toBe("cancelled half");
  expect(requests).toHaveLength(1);
});

test("progress is written as it arrives, and kept if the request fails", async () => {
  open(true);
  resource();
  await pass(50);
  request().report("1");
  request().report("2");
  request().reject(new Error("gone"));
  await pass();
  const all = ["waiting", "running", "running 1", "running 2", "failed 2 gone"];
  expect(written).toEqual(all);
});

test("a cached answer needs no request, and is written at once", async () => {
  open(true);
  resource({ keep: 2 });
  const scenes = [at(0), at(1), at(2)];
  for (const scene of scenes) {
    store.set("scene", scene);
    await pass(50);
    request().resolve(`${scene.objects[0]?.col}`);
    await pass();
  }
  store.set("scene", /** @type {Scene} */ (scenes[1]));
  expect(store.get("notice")).toBe("done 1");
  store.set("scene", /** @type {Scene} */ (scenes[0]));
  await pass();
  expect(cols()).toEqual([0, 1, 2, 0]);
});

test("a newer answer to the same question replaces the earlier one", async () => {
  const asks = resource({
    keep: 2,
    fetch: ({ scene }) => Promise.resolve(`${scene.objects[0]?.col}`),
  });
  for (const col of [1, 2, 2, 2]) await asks.ask({ scene: SCENES[col] ?? at(0), pinned: null });
  expect(asks.results.map(({ result }) => result)).toEqual(["1", "2"]);
});
const SCENES = [at(0), at(1), at(2)];

test("one answer may serve several questions", async () => {
  open(true);
  resource({ covers: (asked, question) => asked.pinned === question.pinned });
  await pass(50);
  request().resolve("all");
  await pass();
  store.set("scene", at(1));
  expect(store.get("notice")).toBe("done all");
  await pass();
  expect(requests).toHaveLength(1);
});

test("without a wait it asks only on request", async () => {
  open(true);
  const asks = resource({ wait: undefined });
  await pass();
  expect(requests).toEqual([]);
  void asks.ask();
  expect(cols()).toEqual([0]);
  void asks.ask({ scene: at(7), pinned: null });
  expect(request(0).signal.aborted).toBe(true);
  expect(cols()).toEqual([0, 7]);
  dispatchEvent(new Event("pagehide"));
  expect(request().signal.aborted).toBe(true);
  expect(store.get("notice")).toBe("cancelled");
});

test("ask never rejects, and does nothing without a question", async () => {
  open(false);
  const asks = resource({ fetch: () => Promise.reject(new Error("gone")) });
  await asks.ask();
  expect(written).toEqual([]);
  await asks.ask({ scene: at(0), pinned: null });
  expect(store.get("notice")).toBe("failed gone");
});

test("ask does not reject if the answer cannot be written: that is the failure", async () => {
  const asks = resource({
    fetch: () => Promise.resolve("yes"),
    value(_, { status, result, failure }) {
      if (result) throw new Error("no value");
      return `${status} ${failure?.message}`;
    },
  });
  await asks.ask({ scene: at(0), pinned: null });
  expect(store.get("notice")).toBe("failed no value");
  expect([asks.request, asks.failed]).toEqual([null, true]);
});

test("ask reports an error once if the failure cannot be written either", async () => {
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  const fetch = vi.fn(() => Promise.resolve("yes"));
  const asks = resource({ fetch });
  store.on(["notice"], () => {
    throw new Error(`no ${store.get("notice")}`);
  });
  await asks.ask({ scene: at(0), pinned: null });
  expect(reported.mock.calls).toEqual([[new Error("no failed no running")]]);
  expect(fetch).not.toHaveBeenCalled();
  expect(asks.request).toBeNull();
  vi.unstubAllGlobals();
});

test("by default the answer itself is written, and nothing before", async () => {
  open(true);
  resource({ value: undefined });
  await pass(50);
  expect(written).toEqual([]);
  request().resolve("yes");
  await pass();
  expect(written).toEqual(["yes"]);
});

test("a disposed resource aborts and ignores changes", async () => {
  open(true);
  const asks = resource();
  await pass(50);
  asks.dispose();
  expect(request().signal.aborted).toBe(true);
  store.set("scene", at(1));
  await pass();
  expect(requests).toHaveLength(1);
  expect(store.get("notice")).toBe("running");
});
