import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  decodePicture,
  fetchActivations,
  fetchCell,
  fetchKernels,
  fetchLayer,
  fetchLayers,
  openLive,
  sendPicture,
  streamSweep,
} from "../../../static/server/api.js";
import { CROSS, floats, ints, message } from "../examples.js";
import { fake, guarded, json, request } from "./fake-server.js";

const scene = { objects: [{ object: "face", row: 1, col: 2 }] };

describe("requests", () => {
  test("the names of network, layer and slice are encoded", async () => {
    fake.answers = [() => json({})];
    await fetchKernels("a/b?c", "conv#1", 3);
    expect(request().url.pathname).toMatch(/\/api\/models\/a%2Fb%3Fc\/kernels\/conv%231$/);
    expect(request().url.search).toBe("?channel=3");
  });

  test("a cell is asked for by its place, without the side", async () => {
    fake.answers = [() => json({})];
    await fetchCell("small", scene, { side: "twin", layer: "pool1", channel: 1, row: 2, col: 3 });
    expect(request().method).toBe("POST");
    expect(JSON.parse(String(request().body))).toEqual({
      scene,
      layer: "pool1",
      channel: 1,
      row: 2,
      col: 3,
    });
  });

  test.each([
    [null, null],
    [["pool1", "fc2"], "pool1,fc2"],
  ])("a file of the layers %j is asked for as layers=%s", async (layers, query) => {
    fake.answers = [() => new Response("file")];
    const file = await fetchActivations("small", scene, "npz", layers);
    expect(await file.text()).toBe("file");
    expect(request().url.searchParams.get("format")).toBe("npz");
    expect(request().url.searchParams.get("layers")).toBe(query);
  });

  test("an uploaded file is sent as a form, whose type the browser sets, without its own name", async () => {
    fake.answers = [() => json({ name: "picture-x" })];
    const file = new File(["bytes"], `${"a".repeat(10_000)}.png`);
    expect(await sendPicture(file, "small")).toEqual({ name: "picture-x" });
    const { body, headers } = request();
    expect(/** @type {FormData} */ (body).get("model")).toBe("small");
    // Servers refuse forms with very long file names.
    const sent = /** @type {File} */ (/** @type {FormData} */ (body).get("picture"));
    expect(sent.name).toBe("picture");
    expect(new Headers(headers).has("content-type")).toBe(false);
  });
});

describe("activations", () => {
  const bytes = message({
    pool1: { dtype: "F32", shape: [2], bytes: floats([0.5, -1]) },
    places: { dtype: "I32", shape: [1], bytes: ints([7]) },
    scores: { dtype: "F32", shape: [2], bytes: floats([0.75, 0.25]) },
  });

  test("are the tensors of float32, and the scores", async () => {
    fake.answers = [() => new Response(bytes)];
    const { layers, scores } = await fetchLayers("small", scene, ["pool1", "fc2"]);
    expect([...layers.keys()].sort()).toEqual(["pool1", "scores"]);
    expect([...scores]).toEqual([0.75, 0.25]);
    expect(request().url.searchParams.get("layers")).toBe("pool1,fc2");
  });

  test("of one layer are its values; an answer without it is an error", async () => {
    fake.answers = [() => new Response(bytes), () => new Response(bytes)];
    expect([...(await fetchLayer("small", scene, "pool1"))]).toEqual([0.5, -1]);
    await expect(fetchLayer("small", scene, "pool2")).rejects.toThrow("holds no layer pool2");
  });
});

test("a sweep's network is in the path, its plan in the body, its lines one by one", async () => {
  fake.answers = [() => new Response('{"kind":"start"}\n{"kind":"end"}\n')];
  const { signal } = new AbortController();
  const plan = /** @type {any} */ ({ model: "small", step: 2 });
  const found = await Array.fromAsync(streamSweep(plan, signal));
  expect(found).toEqual([{ kind: "start" }, { kind: "end" }]);
  expect(request().url.pathname).toMatch(/models\/small\/sensitivity$/);
  expect(JSON.parse(String(request().body))).toEqual({ step: 2 });
  expect(request().signal).toBe(signal);
});

test("a scene's picture is decoded by the server", async () => {
  fake.answers = [() => json({ name: "picture-y", height: 3, width: 3, png: "AAAA" })];
  expect((await decodePicture(CROSS)).png).toBe("AAAA");
  expect(String(request().url)).toMatch(/api\/pictures\/decode$/);
  expect(JSON.parse(String(request().body))).toEqual({ picture: CROSS });
});

describe("the live channel", () => {
  class Socket extends EventTarget {
    /**
     * @param {string} url
     * @param {string[]} protocols
     */
    constructor(url, protocols) {
      super();
      this.url = url;
      this.protocols = protocols;
    }
  }
  beforeEach(() => void vi.stubGlobal("WebSocket", Socket));

  test("offers the token as a subprotocol", () => {
    const socket = /** @type {any} */ (openLive(guarded("known-token").server));
    expect(socket.url).toBe("wss://lab.example/app/api/live");
    expect(socket.protocols.at(-1)).toBe("bearer.known-token");
  });
});
