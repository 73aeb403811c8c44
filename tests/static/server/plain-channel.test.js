import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Server } from "../../../static/server/base-url.js";
import { PlainChannel } from "../../../static/server/plain-channel.js";
import { fake, json, request } from "./fake-server.js";

const server = new Server("https://lab.example/app/", { known: () => null, ask: () => false });
const ERROR = { error: { code: "unknown_object", message: "no such object", where: null } };

/** @type {PlainChannel} */
let channel;
/** @type {[string, any][]} */
let heard;

beforeEach(async () => {
  vi.useFakeTimers();
  channel = new PlainChannel(server);
  heard = [];
  channel.onopen = () => heard.push(["open", null]);
  channel.onmessage = (event) => heard.push(["message", event]);
  channel.onclose = (event) => heard.push(["close", event]);
  await vi.advanceTimersByTimeAsync(0);
  heard.splice(0, 1);
});

afterEach(() => {
  channel.close();
  vi.useRealTimers();
});

test("a message of the live channel is the body, and the frame comes back", async () => {
  fake.answers = [() => new Response(new Uint8Array([1, 2]))];
  channel.send('{"seq":1}');
  expect(channel.readyState).toBe(WebSocket.CONNECTING);
  await vi.advanceTimersByTimeAsync(0);
  expect(request().url.href).toBe("https://lab.example/app/api/frame");
  expect(request().body).toBe('{"seq":1}');
  expect(heard).toEqual([["message", { data: expect.any(ArrayBuffer), again: false }]]);
});

test("it rests after each answer, at least 100 ms and as long as the answer took", async () => {
  const slow = () =>
    new Response(new ReadableStream({ start: (to) => void setTimeout(() => to.close(), 700) }));
  fake.answers = [() => new Response("a"), slow];
  for (const [took, rest] of /** @type {const} */ ([
    [0, 100],
    [700, 700],
  ])) {
    channel.send("{}");
    await vi.advanceTimersByTimeAsync(took);
    expect(heard.at(-1)?.[0]).toBe("message");
    await vi.advanceTimersByTimeAsync(rest - 1);
    expect(channel.readyState).toBe(WebSocket.CONNECTING);
    await vi.advanceTimersByTimeAsync(1);
    expect(channel.readyState).toBe(WebSocket.OPEN);
    expect(heard.at(-1)?.[0]).toBe("open");
  }
});

test("a busy server is asked again when it said, and is given time if it said nothing", async () => {
  const busy = { error: { code: "busy", message: "too many", where: null } };
  const later = (/** @type {HeadersInit} */ headers) => () =>
    new Response(JSON.stringify(busy), { status: 503, headers });
  fake.answers = [later({ "retry-after": "3" }), later({}), later({ "retry-after": "9999" })];
  for (const ms of [3_000, 5_000, 60_000]) {
    channel.send("{}");
    await vi.advanceTimersByTimeAsync(0);
    expect(heard.at(-1)).toEqual(["message", { data: JSON.stringify(busy), again: true }]);
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(channel.readyState).toBe(WebSocket.CONNECTING);
    await vi.advanceTimersByTimeAsync(1);
    expect(channel.readyState).toBe(WebSocket.OPEN);
  }
});

test("the app's error for a scene is a message", async () => {
  fake.answers = [() => json(ERROR, 422)];
  channel.send("{}");
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual([["message", { data: JSON.stringify(ERROR), again: false }]]);
});

test.each([
  ["no answer at all", () => Promise.reject(new TypeError("failed"))],
  ["a gateway's page", () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
  ["a page of a busy proxy", () => new Response("<h1>Later</h1>", { status: 503 })],
  ["a missing token", () => json({ error: { code: "unauthorised", message: "" } }, 401)],
  ["a server without the route", () => json({ error: { code: "not_found", message: "" } }, 404)],
])("%s closes it", async (_name, answer) => {
  fake.answers = [/** @type {() => any} */ (answer)];
  channel.send("{}");
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual([["close", { code: 1006 }]]);
  expect(channel.readyState).toBe(WebSocket.CLOSED);
});

test("once closed it says nothing more", async () => {
  fake.answers = [() => new Response("a")];
  channel.send("{}");
  channel.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard).toEqual([]);
});
