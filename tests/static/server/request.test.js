import { describe, expect, test } from "vitest";
import { ask, getJson } from "../../../static/server/request.js";
import { restoreWith } from "../../../static/server/restore.js";
import { LocalisedError, ServerError } from "../../../static/state/error-types.js";
import { fake, guarded, json, request, sent } from "./fake-server.js";

describe("errors", () => {
  test("have the server's code and message", async () => {
    fake.answers = [() => json({ error: { code: "busy", message: "too many sweeps" } }, 503)];
    const error = await getJson("api/models").catch((/** @type {unknown} */ found) => found);
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ code: "busy", message: "too many sweeps" });
  });

  test("of a proxy, which are no JSON, state the status", async () => {
    fake.answers = [() => new Response("<h1>Bad gateway</h1>", { status: 502 })];
    const error = await getJson("api/models").catch((/** @type {unknown} */ found) => found);
    expect(error).toBeInstanceOf(LocalisedError);
    expect(error).toMatchObject({ message: "the server answered 502" });
  });

  test("of the connection have the code unreachable; an abort stays an abort", async () => {
    const aborted = new DOMException("stopped", "AbortError");
    const throwing = (/** @type {unknown} */ error) => () => {
      throw error;
    };
    fake.answers = [throwing(new TypeError("Failed to fetch")), throwing(aborted)];
    await expect(ask("api/models")).rejects.toMatchObject({
      code: "unreachable",
      message: "Failed to fetch",
    });
    await expect(ask("api/models")).rejects.toBe(aborted);
  });
});

describe("a server with a token", () => {
  test("gets the known token, beside other headers, at its own address", async () => {
    const { server, ask: asked } = guarded("known-token");
    fake.answers = [() => json({})];
    await ask("api/limits", { headers: { accept: "text/plain" } }, server);
    expect(request().url.href).toBe("https://lab.example/app/api/limits");
    expect(request().headers).toEqual({
      accept: "text/plain",
      authorization: "Bearer known-token",
    });
    expect(asked).not.toHaveBeenCalled();
  });

  test("that refuses it gets the next ones, until it accepts", async () => {
    const { server, ask: asked } = guarded(null, "first", "second");
    fake.answers = [() => json({}, 401), () => json({}, 401), () => json({ models: [] })];
    expect(await getJson("api/models", undefined, server)).toEqual({ models: [] });
    expect([sent(0), sent(1), sent(2)]).toEqual([null, "Bearer first", "Bearer second"]);
    expect(asked.mock.calls).toEqual([[null], ["first"]]);
  });

  test("that refuses it is not asked again once the visitor gives up, nor for another error", async () => {
    const { server, ask: asked } = guarded("old");
    fake.answers = [() => json({}, 401), () => json({}, 403)];
    expect((await ask("api/models", {}, server)).status).toBe(401);
    expect(asked).toHaveBeenCalledExactlyOnceWith("old");
    expect((await ask("api/models", {}, server)).status).toBe(403);
    expect(asked).toHaveBeenCalledOnce();
  });
});

test("a network is sent again until the server that is asked has it, but not for ever", async () => {
  const path = "api/models/own-0123456789abcdef";
  const gone = () => json({ error: { code: "network_gone", message: "send its file again" } }, 404);
  const times = /** @type {string[]} */ ([]);
  restoreWith(async (id) => times.push(id) > 0);
  fake.answers = [gone, gone, () => json({ id: "own" })];
  expect(await getJson(path)).toEqual({ id: "own" });
  expect(times).toHaveLength(2);
  fake.answers = [gone, gone, gone, gone, gone];
  await expect(getJson(path)).rejects.toMatchObject({ code: "network_gone" });
  expect(times).toHaveLength(6);
  restoreWith(null);
});
