import { afterEach, expect, test, vi } from "vitest";
import { reasonOf } from "../../../static/embed/failure-reason.js";
import { Server } from "../../../static/server/base-url.js";
import { ServerError } from "../../../static/state/error-types.js";

const server = new Server("https://example.org/");
const broken = new ServerError("unreachable", "Failed to fetch");

afterEach(() => vi.unstubAllGlobals());

test("the reason is the server's error, without a further request", async () => {
  const fetch = vi.fn();
  vi.stubGlobal("fetch", fetch);
  expect(await reasonOf(server, new ServerError("busy", "later"))).toEqual({
    code: "busy",
    message: "later",
  });
  expect(fetch).not.toHaveBeenCalled();
});

test("a server that responds only to opaque requests has refused the page's origin", async () => {
  const fetch = vi.fn(async () => new Response());
  vi.stubGlobal("fetch", fetch);
  // Of a sandboxed frame, whatever its location.
  vi.stubGlobal("origin", "null");
  const { code, message } = await reasonOf(server, broken);
  expect(code).toBe("localised");
  expect(message).toContain("https://example.org/ answers, but not to this page");
  expect(message).toContain("expected null in its SHIFTSCOPE_ORIGINS");
  expect(fetch).toHaveBeenCalledWith("https://example.org/healthz", {
    mode: "no-cors",
    cache: "no-store",
  });
});

test("a server that does not respond at all is unreachable", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  expect((await reasonOf(server, broken)).message).toBe(
    "https://example.org/ does not answer. Trying again…",
  );
});
