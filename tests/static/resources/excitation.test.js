import { beforeEach, expect, test, vi } from "vitest";
import { excitationResource } from "../../../static/resources/excitation.js";
import { ServerError } from "../../../static/state/error-types.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Slice } from "../../../static/types/state.js" */

/** @type {Slice} */
const FACE = { side: "model", layer: "pool1", channel: 0 };
const START = {
  ...{ type: "start", model: "small", sha256: "", layer: "pool1", channel: 0, name: "eye" },
  ...{ step: 5, objects: ["face"], positions: 20, background: 0 },
};
const END = { type: "end", top: [], by_object: [] };

/** @type {Store} */
let store;
/** The requests, with functions to send their lines. @type {{ slice: any, signal: AbortSignal, lines: { push: (line: any) => void, end: () => void } }[]} */
let asked;
/** @type {ReturnType<typeof excitationResource>} */
let excitation;

beforeEach(() => {
  asked = [];
  store = new Store(state({ selection: { object: null, cell: null, slice: FACE } }));
  excitation = excitationResource(store, (_, slice, signal) => {
    /** @type {any[]} */
    const queue = [];
    let wake = () => {};
    const put = (/** @type {any} */ line) => {
      queue.push(line);
      wake();
    };
    asked.push({ slice, signal, lines: { push: put, end: () => put(null) } });
    return (async function* () {
      for (;;) {
        while (queue.length === 0) await new Promise((resolve) => (wake = () => resolve(null)));
        const line = queue.shift();
        if (line === null) return;
        if (line instanceof Error) throw line;
        yield line;
      }
    })();
  });
});

/** @param {Partial<Slice>} changes */
function select(changes) {
  store.set("selection", { ...store.get("selection"), slice: { ...FACE, ...changes } });
}

/** @param {(excited: import("../../../static/types/excitation.js").Excited|null) => unknown} holds */
async function until(holds) {
  await vi.waitFor(() => expect(holds(store.get("excited"))).toBeTruthy());
}

test("the progress is stored, then the result, which is cached", async () => {
  void excitation.ask();
  expect(store.get("excited")).toMatchObject({ status: "running", done: 0, positions: null });
  const [{ slice, lines }] = /** @type {[any]} */ (asked);
  expect(slice).toMatchObject({ layer: "pool1", channel: 0 });
  lines.push(START);
  await until((excited) => excited?.positions === 20);
  lines.push({ type: "chunk", done: 8 });
  await until((excited) => excited?.done === 8);
  lines.push(END);
  await until((excited) => excited?.status === "done");
  expect(store.get("excited")?.result).toMatchObject({ name: "eye", positions: 20, top: [] });
  select({ channel: 1 });
  expect(store.get("excited")).toBeNull();
  select({});
  expect(store.get("excited")?.status).toBe("done");
  expect(asked).toHaveLength(1);
});

test("another slice, another network or a cancel aborts it", async () => {
  void excitation.ask();
  select({ channel: 1 });
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(store.get("excited")).toBeNull();
  void excitation.ask();
  store.set("model", card({ id: "other" }));
  expect(asked[1]?.signal.aborted).toBe(true);
  expect(store.get("excited")).toBeNull();
  void excitation.ask();
  asked[2]?.lines.push(START);
  await until((excited) => excited?.positions === 20);
  excitation.cancel();
  expect(asked[2]?.signal.aborted).toBe(true);
  expect(store.get("excited")?.status).toBe("cancelled");
  // Lines that still arrive are ignored.
  asked[2]?.lines.push(END);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(store.get("excited")?.status).toBe("cancelled");
});

test("pointing at cells meanwhile changes nothing", async () => {
  void excitation.ask();
  const cell = { side: /** @type {const} */ ("model"), layer: "pool1", channel: 1, row: 0, col: 0 };
  store.set("selection", { ...store.get("selection"), cell });
  expect(asked[0]?.signal.aborted).toBe(false);
  expect(store.get("excited")?.status).toBe("running");
});

test.each([
  [
    "an error line",
    { type: "error", error: { code: "internal", message: "no luck" } },
    "internal",
    "no luck",
  ],
  [
    "a refusal",
    new ServerError("busy", "expected less; got more"),
    "busy",
    "expected less; got more",
  ],
])("%s is told", async (_, line, code, message) => {
  void excitation.ask();
  asked[0]?.lines.push(START);
  asked[0]?.lines.push(line);
  await until((excited) => excited?.status === "failed");
  expect(store.get("excited")?.failure).toEqual({ code, message });
});

test("without a slice nothing is requested", async () => {
  store.set("selection", { ...store.get("selection"), slice: null });
  await excitation.ask();
  expect(asked).toHaveLength(0);
});
