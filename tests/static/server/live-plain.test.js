import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Live } from "../../../static/server/live.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";
import { opening } from "./fake-socket.js";

/** @import { Socket } from "./fake-socket.js" */

/** The live channel fails, and plain requests take its place. */

/** @type {Socket[]} */
let sockets;
/** @type {Socket[]} */
let plains;
/** @type {Store} */
let store;
/** @type {Live} */
let live;

const socket = () => /** @type {Socket} */ (sockets.at(-1));
const plain = () => /** @type {Socket} */ (plains.at(-1));
/** @param {number} col */
const faceAt = (col) => ({ objects: [{ object: "face", row: 0, col }] });
const link = () => store.get("link").state;

beforeEach(() => {
  vi.useFakeTimers();
  [sockets, plains] = [[], []];
  store = new Store(state({ scene: faceAt(0) }));
  live = new Live(store, "model", { live: opening(sockets), plain: opening(plains) });
});

afterEach(() => {
  live.end();
  vi.useRealTimers();
});

/** A channel that is refused twice, while plain requests are answered. */
function block() {
  socket().close();
  plain().open();
  plain().respond(1);
  socket().close();
}

test("the first refused attempt is followed by a plain request, and its frame is drawn", () => {
  socket().close();
  expect(plains).toHaveLength(1);
  plain().open();
  expect(plain().sent).toEqual([{ seq: 1, model: "small", scene: faceAt(0) }]);
  plain().respond(1);
  expect(store.get("frame")).toMatchObject({ seq: 1, scene: faceAt(0) });
});

test("the page says so only once an attempt has failed while the server answered", () => {
  socket().close();
  plain().open();
  expect(link()).toBe("connecting");
  plain().respond(1);
  expect(sockets).toHaveLength(2);
  expect(link()).toBe("connecting");
  socket().close();
  expect(link()).toBe("plain");
});

test("a server that starts between the two is not taken for a blocked channel", () => {
  socket().close();
  plain().open();
  plain().respond(1);
  socket().open();
  socket().respond(2);
  expect(link()).toBe("live");
  expect(plain().readyState).toBe(WebSocket.CLOSED);
});

test("over plain requests too one scene is in flight, and only the newest waits", () => {
  block();
  for (let col = 1; col <= 50; col++) store.set("scene", faceAt(col));
  expect(plain().sent.slice(1)).toEqual([{ seq: 2, model: "small", scene: faceAt(1) }]);
  plain().respond(2);
  expect(plain().sent.slice(2)).toEqual([{ seq: 3, model: "small", scene: faceAt(50) }]);
});

test("the channel is tried again with growing delays, and takes over with its first answer", () => {
  block();
  for (const wait of [2_000, 5_000, 10_000, 20_000, 30_000, 30_000]) {
    const [before, begun] = [sockets.length, Date.now()];
    while (sockets.length === before) vi.advanceTimersByTime(100);
    expect(Math.abs((Date.now() - begun) / wait - 1)).toBeLessThanOrEqual(0.3);
    expect(link()).toBe("plain");
    socket().close();
  }
  const { length } = sockets;
  while (sockets.length === length) vi.advanceTimersByTime(100);
  store.set("scene", faceAt(5));
  socket().open();
  expect(link()).toBe("plain");
  expect(socket().sent).toEqual([{ seq: 3, model: "small", scene: faceAt(5) }]);
  socket().respond(3);
  expect(link()).toBe("live");
  expect(plain().readyState).toBe(WebSocket.CLOSED);
  expect(store.get("frame")).toMatchObject({ seq: 3, scene: faceAt(5) });
  plain().respond(2);
  expect(store.get("frame")?.seq).toBe(3);
});

test("a channel that opens and stays silent is replaced after 3 s", () => {
  socket().open();
  vi.advanceTimersByTime(3_000);
  expect(plains).toHaveLength(1);
  plain().open();
  plain().respond(2);
  expect(store.get("frame")?.seq).toBe(2);
  expect(sockets[0]?.readyState).toBe(WebSocket.CLOSED);
  vi.advanceTimersByTime(400);
  expect(sockets).toHaveLength(2);
  socket().open();
  vi.advanceTimersByTime(3_000);
  expect(link()).toBe("plain");
});

test("a live connection that dies silently is noticed by a plain request, and opened anew", () => {
  socket().open();
  socket().respond(1);
  vi.advanceTimersByTime(600_000);
  expect(link()).toBe("live");
  store.set("scene", faceAt(1));
  vi.advanceTimersByTime(3_000);
  plain().open();
  plain().respond(3);
  expect(store.get("frame")).toMatchObject({ seq: 3, scene: faceAt(1) });
  vi.advanceTimersByTime(400);
  expect(sockets).toHaveLength(2);
  socket().open();
  socket().respond(4);
  expect(link()).toBe("live");
});

test("a server that answers nothing leaves the page not connected", () => {
  for (let attempt = 0; attempt < 5; attempt++) {
    socket().close();
    plain().close();
    expect(link()).toBe("waiting");
    vi.advanceTimersByTime(1_900);
  }
});

test("if plain requests end too, the channel is tried again soon", () => {
  block();
  vi.advanceTimersByTime(2_600);
  socket().close();
  plain().close();
  expect(link()).toBe("waiting");
  const before = sockets.length;
  vi.advanceTimersByTime(1_900);
  expect(sockets).toHaveLength(before + 1);
});

test("a scene that a busy server has not answered is sent again with its error shown", () => {
  block();
  store.set("scene", faceAt(1));
  plain().readyState = WebSocket.CONNECTING;
  const data = JSON.stringify({ error: { code: "busy", message: "too many" } });
  plain().onmessage({ data, again: true });
  expect(store.get("link")).toEqual({
    state: "plain",
    message: { code: "busy", message: "too many" },
  });
  store.set("scene", faceAt(2));
  plain().open();
  expect(plain().sent.at(-1)?.scene).toEqual(faceAt(2));
});

test("a browser without WebSockets draws over plain requests", () => {
  const bare = new Store(state({ scene: faceAt(0) }));
  const open = () => {
    throw new ReferenceError("WebSocket is not defined");
  };
  const only = new Live(bare, "model", { live: open, plain: opening(plains) });
  plain().open();
  plain().respond(1);
  expect(bare.get("frame")?.seq).toBe(1);
  expect(bare.get("link").state).toBe("plain");
  only.end();
});

test("a page that wakes finds out at once whether its connection lives", () => {
  socket().open();
  socket().respond(1);
  dispatchEvent(new Event("online"));
  expect(socket().sent).toHaveLength(2);
  socket().respond(2);
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
  dispatchEvent(new Event("online"));
  vi.advanceTimersByTime(1_400);
  expect(sockets).toHaveLength(2);
  expect(sockets[0]?.readyState).toBe(WebSocket.CLOSED);
});

test("a page that wakes over plain requests tries the channel at once", () => {
  block();
  dispatchEvent(new Event("online"));
  expect(sockets).toHaveLength(3);
});

test("without a network nothing is asked any more", () => {
  block();
  live.close();
  expect(plain().readyState).toBe(WebSocket.CLOSED);
  vi.advanceTimersByTime(60_000);
  expect([sockets.length, plains.length]).toEqual([2, 1]);
});
