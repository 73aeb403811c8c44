import { afterEach, beforeEach, expect, test, vi } from "vitest";

const RIGHT = "right-token-0123456789";

/** @type {{ url: string, headers: Record<string, string> }[]} */
let asked;

/** @type {typeof import("../../../static/server/request.js")&typeof import("../../../static/server/api.js")} */
let api;

/** @type {typeof import("../../../static/server/base-url.js").Server} */
let Server;

beforeEach(async () => {
  sessionStorage.clear();
  vi.resetModules();
  api = {
    ...(await import("../../../static/server/request.js")),
    ...(await import("../../../static/server/api.js")),
  };
  ({ Server } = await import("../../../static/server/base-url.js"));
  asked = [];
  vi.stubGlobal("fetch", (/** @type {string} */ url, /** @type {any} */ { headers }) => {
    asked.push({ url, headers });
    const known = headers.authorization === `Bearer ${RIGHT}`;
    return Promise.resolve(new Response("{}", { status: known ? 200 : 401 }));
  });
});

afterEach(() => vi.unstubAllGlobals());

test("the visitor is asked once for several requests, and again after a wrong token", async () => {
  const prompted = vi.fn().mockReturnValueOnce("wrong-token-0123456789").mockReturnValue(RIGHT);
  vi.stubGlobal("prompt", prompted);
  const responses = await Promise.all([api.ask("api/a"), api.ask("api/b"), api.ask("api/c")]);
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(prompted).toHaveBeenCalledTimes(2);
  expect(sessionStorage.getItem("shiftscope.token")).toBe(RIGHT);
  expect((await api.ask("api/d")).status).toBe(200);
  expect(prompted).toHaveBeenCalledTimes(2);
});

test("the token is added to the request's own headers", async () => {
  sessionStorage.setItem("shiftscope.token", RIGHT);
  await api.ask("api/a", { method: "POST", headers: { "content-type": "application/json" } });
  expect(asked[0]?.headers).toEqual({
    "content-type": "application/json",
    authorization: `Bearer ${RIGHT}`,
  });
});

test("the live channel passes the token as a subprotocol", () => {
  /** @type {unknown[][]} */
  const opened = [];
  class Socket extends EventTarget {
    /** @param {unknown[]} given */
    constructor(...given) {
      super();
      opened.push(given);
    }
  }
  vi.stubGlobal("WebSocket", Socket);
  const server = new Server("http://x/");
  api.openLive(server);
  sessionStorage.setItem("shiftscope.token", RIGHT);
  api.openLive(server);
  expect(opened).toEqual([
    ["ws://x/api/live", ["shiftscope.deflate", "shiftscope"]],
    ["ws://x/api/live", ["shiftscope.deflate", "shiftscope", `bearer.${RIGHT}`]],
  ]);
});

test("a visitor without a token is not asked again", async () => {
  const prompted = vi.fn().mockReturnValue(null);
  vi.stubGlobal("prompt", prompted);
  expect((await api.ask("api/a")).status).toBe(401);
  expect((await api.ask("api/a")).status).toBe(401);
  expect(prompted).toHaveBeenCalledTimes(1);
});

test("another server gets only its own token, and the visitor is not asked", async () => {
  const prompted = vi.fn().mockReturnValue(RIGHT);
  vi.stubGlobal("prompt", prompted);
  sessionStorage.setItem("shiftscope.token", RIGHT);
  const tokens = { known: () => "another-token-0123456789", ask: () => false };
  const server = new Server("https://y/sub/", tokens);
  expect((await api.ask("api/a", {}, server)).status).toBe(401);
  expect(asked).toEqual([
    {
      url: "https://y/sub/api/a",
      headers: { authorization: "Bearer another-token-0123456789" },
    },
  ]);
  expect(prompted).not.toHaveBeenCalled();
  expect(server.live).toBe("wss://y/sub/api/live");
});
