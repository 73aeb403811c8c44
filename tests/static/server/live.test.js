import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Live } from "../../../static/server/live.js";
import { restoreWith } from "../../../static/server/restore.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";
import { opening } from "./fake-socket.js";

/** @import { Socket } from "./fake-socket.js" */

/** @type {Socket[]} */
let sockets;
/** @type {Store} */
let store;

/** Plain requests that are never answered. @type {Socket[]} */
let plains;

/** @param {Socket[]} into */
const ways = (into) => ({ live: opening(into), plain: opening(plains) });

/** @param {number} col */
const faceAt = (col) => ({ objects: [{ object: "face", row: 0, col }] });
const last = () => /** @type {Socket} */ (sockets.at(-1));

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  plains = [];
  store = new Store(state({ scene: faceAt(0) }));
  new Live(store, "model", ways(sockets));
});

afterEach(() => vi.useRealTimers());

test("the scene is sent as soon as the socket opens", () => {
  expect(last().sent).toEqual([]);
  last().open();
  expect(last().sent).toEqual([{ seq: 1, model: "small", scene: faceAt(0) }]);
});

test("after an idle connection was closed, the next change reconnects", () => {
  last().open();
  last().respond(1);
  last().close(4001);
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
  expect(store.get("link")?.state).toBe("live");
  store.set("scene", faceAt(9));
  expect(sockets).toHaveLength(2);
  last().open();
  expect(last().sent).toEqual([{ seq: 2, model: "small", scene: faceAt(9) }]);
});

test("after a long outage the delay of the next attempt is below 2 s", () => {
  for (let attempt = 1; attempt < 20; attempt++) {
    last().close();
    vi.advanceTimersByTime(1900);
    expect(sockets).toHaveLength(attempt + 1);
  }
});

test("while one scene is in flight only the newest waits", () => {
  last().open();
  for (let col = 1; col <= 50; col++) store.set("scene", faceAt(col));
  expect(last().sent).toHaveLength(1);
  last().respond(1);
  expect(last().sent.slice(1)).toEqual([{ seq: 2, model: "small", scene: faceAt(50) }]);
  last().respond(2);
  expect(last().sent).toHaveLength(2);
  expect(store.get("frame")?.seq).toBe(2);
  expect(store.get("link").state).toBe("live");
});

test("a frame has the scene that it answers, not a later one", () => {
  const [first, second] = [faceAt(1), faceAt(2)];
  store.set("scene", first);
  const live = new Live(store, "model", ways(sockets));
  last().open();
  store.set("scene", second);
  last().respond(1);
  expect(store.get("frame")?.scene).toBe(first);
  last().respond(2);
  expect(store.get("frame")?.scene).toBe(second);
  live.end();
});

test("a frame of a former network is not shown", () => {
  last().open();
  last().respond(1, "another");
  expect(store.get("frame")).toBeNull();
});

test("an error is reported, the connection stays open, and the next scene clears the error", () => {
  last().open();
  last().onmessage({
    data: JSON.stringify({ error: { code: "unknown_object", message: "no such object" }, seq: 1 }),
  });
  expect(store.get("link")).toEqual({
    state: "live",
    message: { code: "unknown_object", message: "no such object" },
  });
  store.set("scene", faceAt(9));
  last().respond(2);
  expect(store.get("link")).toEqual({ state: "live", message: null });
});

/** @param {ArrayBuffer} content */
const deflated = (content) => {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
};

test("a compressed frame is decompressed first", async () => {
  vi.useRealTimers();
  last().protocol = "shiftscope.deflate";
  last().open();
  const { onmessage } = last();
  last().onmessage = async ({ data }) =>
    onmessage({ data: await deflated(/** @type {ArrayBuffer} */ (data)) });
  last().respond(1);
  expect(store.get("frame")).toBeNull();
  await vi.waitFor(() => expect(store.get("frame")?.seq).toBe(1));
  expect(store.get("link")).toEqual({ state: "live", message: null });
});

test("an invalid compressed frame is reported, and errors arrive as text", async () => {
  vi.useRealTimers();
  last().protocol = "shiftscope.deflate";
  last().open();
  last().onmessage({ data: new ArrayBuffer(3) });
  await vi.waitFor(() =>
    expect(store.get("link").message?.message).toMatch(/expected at least 8 bytes/),
  );
  last().onmessage({ data: JSON.stringify({ error: { code: "busy", message: "too much" } }) });
  expect(store.get("link").message?.message).toBe("too much");
});

test("a frame decompressed after its connection was lost is not shown", async () => {
  vi.useRealTimers();
  last().protocol = "shiftscope.deflate";
  last().open();
  const { onmessage } = last();
  /** @type {Promise<void>|undefined} */
  let given;
  last().onmessage = ({ data }) => {
    given = deflated(/** @type {ArrayBuffer} */ (data)).then((packed) => {
      onmessage({ data: packed });
      last().close();
    });
  };
  last().respond(1);
  await given;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(store.get("frame")).toBeNull();
});

test("an invalid message is reported, and later frames still arrive", () => {
  last().open();
  last().onmessage({ data: new ArrayBuffer(3) });
  expect(store.get("link").message?.message).toMatch(/expected at least 8 bytes/);
  store.set("scene", faceAt(9));
  expect(last().sent).toHaveLength(2);
});

test("a lost connection is reopened with growing delays, and the newest scene sent", () => {
  last().open();
  last().close();
  plains.at(-1)?.close();
  expect(store.get("link").state).toBe("waiting");
  store.set("scene", faceAt(7));
  vi.advanceTimersByTime(400);
  expect(sockets).toHaveLength(2);
  last().close();
  vi.advanceTimersByTime(370);
  expect(sockets).toHaveLength(2);
  vi.advanceTimersByTime(300);
  expect(sockets).toHaveLength(3);
  last().open();
  expect(last().sent).toEqual([{ seq: 2, model: "small", scene: faceAt(7) }]);
});

test("a connection to a silent server is given up and retried", () => {
  last().open();
  vi.advanceTimersByTime(10_000);
  expect(store.get("link").state).toBe("waiting");
  vi.advanceTimersByTime(400);
  expect(sockets).toHaveLength(2);
});

test("a connection that never opens is given up and retried", () => {
  vi.advanceTimersByTime(10_000);
  expect(store.get("link").state).toBe("waiting");
  vi.advanceTimersByTime(400);
  expect(sockets).toHaveLength(2);
  last().open();
  last().respond(1);
  vi.advanceTimersByTime(60_000);
  expect(store.get("link").state).toBe("live");
  expect(sockets).toHaveLength(2);
});

test("the network's return reconnects without waiting for the timer", () => {
  last().open();
  last().close();
  dispatchEvent(new Event("online"));
  expect(sockets).toHaveLength(2);
  expect(store.get("link").state).toBe("connecting");
});

describe("the twin's own connection", () => {
  const twin = card({ id: "twin" });
  /** @type {Socket[]} */
  let own;
  const newest = () => /** @type {Socket} */ (own.at(-1));

  beforeEach(() => {
    last().open();
    last().respond(1);
    own = [];
    new Live(store, "twin", ways(own));
  });

  test("it opens only once there is a twin", () => {
    store.set("scene", faceAt(1));
    dispatchEvent(new Event("online"));
    vi.advanceTimersByTime(60_000);
    expect(own).toEqual([]);
    expect(store.get("twinLink")).toBeNull();
    store.set("twin", twin);
    expect(own).toHaveLength(1);
    newest().open();
    expect(newest().sent).toEqual([{ seq: 1, model: "twin", scene: faceAt(1) }]);
  });

  test("each side gets the frames of its own network, with its own sequence numbers", () => {
    store.set("twin", twin);
    newest().open();
    store.set("scene", faceAt(2));
    last().respond(2);
    newest().respond(1, "twin");
    newest().respond(2, "twin");
    expect([store.get("frame")?.model, store.get("frame")?.seq]).toEqual(["small", 2]);
    expect([store.get("twinFrame")?.model, store.get("twinFrame")?.seq]).toEqual(["twin", 2]);
    newest().respond(3, "small");
    expect(store.get("twinFrame")?.model).toBe("twin");
  });

  test("another twin uses the same connection", () => {
    store.set("twin", twin);
    newest().open();
    newest().respond(1, "twin");
    store.set("twin", card({ id: "other" }));
    expect(own).toHaveLength(1);
    expect(newest().sent.at(-1)?.model).toBe("other");
  });

  test("without a twin it closes, and opens again for the next one", () => {
    store.set("twin", twin);
    newest().open();
    const first = newest();
    store.set("twin", null);
    expect(first.readyState).toBe(WebSocket.CLOSED);
    expect(store.get("twinLink")).toBeNull();
    first.respond(1, "twin");
    expect(store.get("twinFrame")).toBeNull();
    store.set("scene", faceAt(3));
    dispatchEvent(new Event("online"));
    vi.advanceTimersByTime(60_000);
    expect(own).toHaveLength(1);
    store.set("twin", twin);
    newest().open();
    expect(newest().sent.at(-1)).toMatchObject({ model: "twin", scene: faceAt(3) });
  });

  test("if lost, it reconnects and leaves the first alone", () => {
    store.set("twin", twin);
    newest().open();
    newest().respond(1, "twin");
    newest().close();
    expect(store.get("twinLink")?.state).toBe("waiting");
    expect(store.get("link").state).toBe("live");
    vi.advanceTimersByTime(400);
    expect(own).toHaveLength(2);
    newest().close();
    store.set("twin", null);
    vi.advanceTimersByTime(60_000);
    expect(own).toHaveLength(2);
  });
});

describe("a network that the server has no more", () => {
  const gone = JSON.stringify({ error: { code: "network_gone", message: "gone" } });
  const id = "own-0123456789abcdef";

  beforeEach(() => store.set("model", card({ id })));
  afterEach(() => restoreWith(null));

  test("is sent again, then the scene, while the last frame stays", async () => {
    const restore = vi.fn(async () => true);
    restoreWith(restore);
    last().open();
    last().respond(1, id);
    const frame = store.get("frame");
    expect(frame?.model).toBe(id);
    store.set("scene", faceAt(7));
    last().onmessage({ data: gone });
    expect(store.get("link").message?.code).toBe("sending_again");
    store.set("scene", faceAt(8));
    last().onmessage({ data: gone });
    await vi.advanceTimersByTimeAsync(0);
    expect(restore.mock.calls).toEqual([[id]]);
    expect(last().sent.at(-1)).toMatchObject({ model: id, scene: faceAt(8) });
    expect(store.get("frame")).toBe(frame);
    expect(store.get("link").message).toBeNull();
  });

  test("is said to be gone where nobody has its file", async () => {
    last().open();
    last().onmessage({ data: gone });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.get("link").message?.code).toBe("network_gone");
    expect(last().sent).toHaveLength(1);
  });
});
