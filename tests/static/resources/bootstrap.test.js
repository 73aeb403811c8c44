import { afterEach, expect, test, vi } from "vitest";
import { bootstrap } from "../../../static/resources/bootstrap.js";
import { Server } from "../../../static/server/base-url.js";
import { card, limits, palette } from "../examples.js";

const tokens = { known: () => null, ask: () => false };

/** @param {string} url */
async function respond(url) {
  const bodies = new Map(
    Object.entries({
      models: { models: [card()], families: [] },
      objects: { objects: [...palette.values()] },
      limits,
    }),
  );
  return Response.json(bodies.get(url.replace(/^.*\/api\//, "")));
}

afterEach(() => vi.unstubAllGlobals());

test("networks, palette and limits are requested once a server", async () => {
  const fetch = vi.fn(respond);
  vi.stubGlobal("fetch", fetch);
  const first = new Server("https://first.example/", tokens);
  const found = await bootstrap(first);
  expect(found.cards).toEqual([card()]);
  expect(found.limits).toEqual(limits);
  expect([...found.palette.keys()]).toEqual(["face", "arm"]);
  expect(await bootstrap(new Server(first.base, tokens))).toBe(found);
  expect(fetch).toHaveBeenCalledTimes(3);
  await bootstrap(new Server("https://second.example/", tokens));
  expect(fetch.mock.calls.map(([url]) => url)).toEqual([
    "https://first.example/api/models",
    "https://first.example/api/objects",
    "https://first.example/api/limits",
    "https://second.example/api/models",
    "https://second.example/api/objects",
    "https://second.example/api/limits",
  ]);
});

test("the next call retries a failed request", async () => {
  const server = new Server("https://third.example/", tokens);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(bootstrap(server)).rejects.toThrow("Failed to fetch");
  vi.stubGlobal("fetch", vi.fn(respond));
  await expect(bootstrap(server)).resolves.toMatchObject({ families: [] });
});
