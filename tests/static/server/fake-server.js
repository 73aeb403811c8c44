import { afterEach, beforeEach, vi } from "vitest";
import { Server } from "../../../static/server/base-url.js";

/** A fake server for tests of requests; its answers are given in order. @type {{ answers: (() => Response)[] }} */
export const fake = { answers: [] };

const fetched = vi.fn(async (/** @type {string} */ _url, /** @type {RequestInit} */ _options) => {
  const next = fake.answers.shift();
  if (!next) throw new Error("no further request expected");
  return next();
});

beforeEach(() => {
  fake.answers = [];
  fetched.mockClear();
  vi.stubGlobal("fetch", fetched);
});
afterEach(() => vi.unstubAllGlobals());

/** @param {unknown} body */
export const json = (body, status = 200) => new Response(JSON.stringify(body), { status });

/** The URL and the body of a request. */
export function request(number = 0) {
  const [url = "", options = {}] = fetched.mock.calls[number] ?? [];
  return { url: new URL(url), ...options };
}

/** A server that knows a token, and the ones that the visitor enters next. */
export function guarded(/** @type {string|null} */ known, /** @type {string[]} */ ...entered) {
  const ask = vi.fn((/** @type {string|null} */ _refused) => {
    const next = entered.shift();
    if (next) known = next;
    return next !== undefined;
  });
  return { ask, server: new Server("https://lab.example/app/", { known: () => known, ask }) };
}

/** @param {number} number */
export const sent = (number) => new Headers(request(number).headers).get("authorization");
