import { beforeEach, describe, expect, test, vi } from "vitest";
import { FileStorage } from "../../../static/own/file-storage.js";
import { OwnNetworks } from "../../../static/own/own-networks.js";
import {
  bring,
  bringChanged,
  bringOther,
  bringReduced,
  cancel,
  showOwn,
} from "../../../static/own/bring.js";
import { isNetworkFile } from "../../../static/own/chosen-files.js";
import { lastRemoved, removeOwn, restoreRemoved } from "../../../static/own/removal.js";
import { laid } from "../../../static/lab/sweep-maps.js";
import { write } from "../../../static/url/permalink.js";
import { ServerError } from "../../../static/state/error-types.js";
import { Store } from "../../../static/state/store.js";
import { Undo } from "../../../static/state/undo.js";
import { restore } from "../../../static/server/restore.js";
import { card, palette, state } from "../examples.js";

const ID = "own-0123456789abcdef";
const OTHER = "own-fedcba9876543210";
const FILE = new File([Uint8Array.of(8, 8)], "my net.v2.onnx");

/** @type {import("vitest").Mock} */
let send;
/** @type {import("vitest").Mock} */
let fetch;
/** @type {Store} */
let store;
/** @type {OwnNetworks} */
let own;
/** @type {import("../../../static/own/present.js").Home} */
let home;

/** The networks that the page lists. */
const listed = () => store.get("own").filter((network) => network.listed);

// A clock that never shows the same time twice: the list is in order of use.
const clock = Date.now;
let ticks = 0;
beforeEach(() => {
  const spy = vi.spyOn(Date, "now").mockImplementation(() => clock() + (ticks += 1));
  return () => spy.mockRestore();
});

beforeEach(async () => {
  send = vi.fn(async (_file, { title, input, reduce }) => {
    return card({ id: input || reduce ? OTHER : ID, title });
  });
  fetch = vi.fn(async () => {
    throw new ServerError("network_gone", "gone");
  });
  own = new OwnNetworks([card()], {
    send,
    fetch,
    forget: vi.fn(async () => {}),
    storage: new FileStorage(/** @type {any} */ (null)),
  });
  store = new Store(state());
  await own.follow(store);
  home = { store, own, palette };
});

test("a file is sent under its name, kept, listed and shown", async () => {
  await bring(home, [FILE], "model");
  expect(send.mock.calls[0]?.[1]).toEqual({ title: "my net.v2" });
  expect(store.get("model").id).toBe(ID);
  expect(store.get("own")).toMatchObject([
    { id: ID, title: "my net.v2", file: FILE.name, bytes: 2 },
  ]);
  expect(store.get("bringing")).toBeNull();
  expect(store.get("arrived")).toEqual({ id: ID, guessed: true, others: [] });
  expect(own.cards.map(({ id }) => id)).toEqual(["small", ID]);
});

test("the first screen gives way to the network, and a second one keeps the first", async () => {
  store.merge({ screen: "opening", twin: card({ id: "second" }) });
  await bring(home, [FILE], "model");
  expect(store.state).toMatchObject({ screen: "play", twin: null });
  await bring(home, [FILE], "twin");
  expect(store.get("twin")?.id).toBe(ID);
  expect(store.get("model").id).toBe(ID);
});

test("a pair of the page's networks gives way to the visitor's, one with theirs stays", async () => {
  const ours = card({ id: "second" });
  const theirs = card({ id: OTHER, family: "own" });
  /** @typedef {import("../../../static/types/api.js").Card} Card */
  for (const [model, twin, left] of /** @type {[Card, Card, Card|null][]} */ ([
    [card(), ours, null],
    [card(), theirs, theirs],
    [theirs, ours, ours],
  ])) {
    store.merge({ screen: "play", model, twin });
    await bring(home, [FILE], "model");
    expect(store.state).toMatchObject({ model: { id: ID }, twin: left });
  }
  store.merge({ model: card(), twin: ours });
  await bring(home, [FILE], "twin");
  expect(store.state).toMatchObject({ model: { id: "small" }, twin: { id: ID } });
});

test("a network that the browser keeps leaves the first screen, too", async () => {
  await bring(home, [FILE], "model");
  store.merge({ screen: "opening", model: card(), twin: card({ id: "second" }) });
  await showOwn(home, { id: ID, title: "my net" }, "model");
  expect(store.state).toMatchObject({ screen: "play", model: { id: ID }, twin: null });
  // In the list of networks it is one among others.
  store.merge({ model: card(), twin: card({ id: "second" }) });
  await showOwn(home, { id: ID, title: "my net" }, "model");
  expect(store.state).toMatchObject({ model: { id: ID }, twin: { id: "second" } });
});

test("a refusal stays in the dialog, and nothing is kept", async () => {
  send.mockRejectedValue(new ServerError("not_onnx", "expected ONNX, got a pickle"));
  await bring(home, [FILE], "model");
  expect(store.get("bringing")).toMatchObject({
    step: "refused",
    file: FILE.name,
    error: { code: "not_onnx" },
  });
  expect(store.get("model").id).toBe("small");
  expect(store.get("own")).toEqual([]);
});

test("a network that ends in a map goes on once its answer is chosen", async () => {
  const ask = async (/** @type {string} */ code) => {
    send.mockRejectedValueOnce(new ServerError(code, "expected a choice"));
    await bring(home, [FILE], "twin");
    const asked = store.get("bringing");
    if (asked?.step !== "map") throw new Error(`expected the question, got ${asked?.step}`);
    return asked;
  };
  expect((await ask("choose_reduce_of_two")).two).toBe(true);
  send.mockClear();
  const asked = await ask("choose_reduce");
  expect(asked.two).toBe(false);
  await bringReduced(home, asked, "max");
  expect(send.mock.calls[1]?.[1]).toMatchObject({ reduce: "max" });
  expect(store.get("twin")?.id).toBe(OTHER);
});

test("what the server would refuse for its size is not sent", async () => {
  const limits = { allowed: true, bytes: 1, products: 1, memory: 1, minutes: 1 };
  store.set("limits", { ...store.get("limits"), own: limits });
  await bring(home, [FILE], "model");
  expect(send).not.toHaveBeenCalled();
  expect(store.get("bringing")).toMatchObject({ step: "refused", error: { code: "localised" } });
});

test("progress is shown, and a cancelled transfer changes nothing", async () => {
  /** @type {(value: unknown) => void} */
  let end = () => {};
  send.mockImplementation(async (_file, _options, { signal, progress }) => {
    progress(1, 4);
    expect(store.get("bringing")).toMatchObject({ step: "send", sent: 1, total: 4 });
    progress(4, 4);
    expect(store.get("bringing")).toMatchObject({ step: "send", sent: 4, total: 4 });
    await new Promise((resolve) => (end = resolve));
    expect(signal.aborted).toBe(true);
    throw signal.reason;
  });
  const done = bring(home, [FILE], "model");
  await vi.waitFor(() => expect(store.get("bringing")).toMatchObject({ sent: 4 }));
  cancel(home);
  end(null);
  await done;
  expect(store.get("bringing")).toBeNull();
  expect(store.get("model").id).toBe("small");
});

test("a network that the server has forgotten is sent again, once for all who ask", async () => {
  await bring(home, [FILE], "model");
  send.mockClear();
  expect(await Promise.all([restore(ID), restore(ID), own.restore(ID)])).toEqual([
    true,
    true,
    true,
  ]);
  expect(send).toHaveBeenCalledTimes(1);
  expect(send.mock.calls[0]?.[1]).toEqual({ title: "my net.v2" });
  expect(new Uint8Array(await send.mock.calls[0]?.[0].arrayBuffer())).toEqual(Uint8Array.of(8, 8));
});

test("a busy server gets it later", async () => {
  vi.useFakeTimers();
  await bring(home, [FILE], "model");
  send.mockRejectedValueOnce(new ServerError("busy", "later"));
  const restored = own.restore(ID);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await restored).toBe(true);
  vi.useRealTimers();
});

test("whoever lacks the file of a shown network is asked for it; without it another takes its place", async () => {
  store.set("model", card({ id: ID, title: "Theirs" }));
  expect(await own.restore(ID)).toBe(false);
  expect(await own.restore(ID)).toBe(false);
  expect(store.get("bringing")).toEqual({ side: "model", step: "missing" });
  const options = { title: "Theirs" };
  expect(store.get("linked")).toEqual([{ side: "model", id: ID, options, missing: true }]);
  expect(store.get("model").id).toBe(ID);
  cancel(home);
  expect(store.state).toMatchObject({ bringing: null, linked: [], model: { id: "small" } });
  expect(await own.restore(ID)).toBe(false);
  expect(store.get("bringing")).toBeNull();
});

test("a network whose settings this browser knows is asked for with them", async () => {
  const input = { range: /** @type {[number, number]} */ ([0, 255]) };
  await bring(home, [FILE], "model", { input });
  own.ways.storage.memory.files.clear();
  expect(await own.restore(OTHER)).toBe(false);
  expect(store.get("linked")).toMatchObject([
    { id: OTHER, options: { title: "my net.v2", input } },
  ]);
});

test("nobody is asked for the file of a training's snapshot", async () => {
  store.set("model", card({ id: ID, training: "mine" }));
  expect(await restore(ID)).toBe(false);
  expect(store.get("bringing")).toBeNull();
});

test("the dialog of another network stays, and what is missing is asked for after it", async () => {
  store.set("model", card({ id: ID }));
  store.set("bringing", { side: "twin", step: "choose" });
  await own.restore(ID);
  expect(store.get("bringing")?.step).toBe("choose");
  cancel(home);
  expect(store.get("bringing")).toEqual({ side: "model", step: "missing" });
});

test("a link's missing networks are asked for one after the other, each with its settings", async () => {
  const options = { title: "ResNet", reduce: /** @type {const} */ ("max") };
  const networks = [
    { side: /** @type {const} */ ("model"), id: ID, options: { title: "First" } },
    { side: /** @type {const} */ ("twin"), id: OTHER, options },
  ];
  const linked = await own.summon(networks);
  expect(linked).toEqual(networks.map((each) => ({ ...each, missing: true })));
  const scene = { objects: [{ object: "face", row: 3, col: 10 }] };
  store.merge({ linked, scene, bringing: { side: "model", step: "missing" } });
  send.mockImplementation(async (_file, { reduce, title }) =>
    card({ id: reduce ? OTHER : ID, title, input_shape: [3, 224, 224] }),
  );
  await bring(home, [FILE], "model");
  expect(send.mock.calls[0]?.[1]).toMatchObject({ title: "First" });
  expect(store.get("model").id).toBe(ID);
  expect(store.get("bringing")).toEqual({ side: "twin", step: "missing" });
  await bring(home, [FILE], "model");
  expect(send.mock.calls[1]?.[1]).toMatchObject(options);
  expect(store.state).toMatchObject({ bringing: null, model: { id: ID }, twin: { id: OTHER } });
  // The link's own scene is for the canvas of its network.
  expect(store.get("scene")).toEqual(scene);
  expect(await own.summon(networks)).toMatchObject([{ missing: false }, { missing: false }]);
});

test("another file than the missing network's is neither shown nor kept unasked", async () => {
  const missing = { side: /** @type {const} */ ("model"), id: OTHER, missing: true };
  const linked = [{ ...missing, options: { title: "detector", classes: ["a", "b"] } }];
  store.merge({ linked, bringing: { side: "model", step: "missing" } });
  // A dialog that closes for a moment would report that as the visitor's wish.
  const closed = vi.fn();
  const leave = store.on(["bringing"], () => store.get("bringing") ?? closed());
  await bring(home, [FILE], "model");
  leave();
  expect(closed).not.toHaveBeenCalled();
  expect(store.get("bringing")).toEqual({ side: "model", step: "other", files: [FILE] });
  expect(store.get("model").id).toBe("small");
  expect(store.get("own")).toEqual([]);
  expect(own.ways.forget).toHaveBeenCalledWith(ID);
  await bringOther(home, [FILE]);
  expect(send.mock.calls[1]?.[1]).toEqual({ title: "my net.v2", classes: ["a", "b"] });
  expect(store.state).toMatchObject({ bringing: null, model: { id: ID, title: "my net.v2" } });
  expect(store.get("linked").filter((network) => network.missing)).toEqual([]);
});

test("other settings make another network, which stands in the former one's place", async () => {
  await bring(home, [FILE], "model");
  const input = { range: /** @type {[number, number]} */ ([0, 255]) };
  store.merge({ twin: store.get("model"), selection: { object: 1, cell: null, slice: null } });
  await bringChanged(home, "model", { title: "my net.v2", input });
  expect(send.mock.calls[1]?.[1]).toEqual({ title: "my net.v2", input });
  expect(listed().map(({ id }) => id)).toEqual([OTHER]);
  expect([store.get("model").id, store.get("twin")?.id]).toEqual([OTHER, OTHER]);
  expect(store.get("selection").object).toBe(1);
  // One can go back to the former one, whose settings stay known.
  expect(await own.restore(ID)).toBe(true);
  expect(store.get("own").map(({ id }) => id)).toContain(ID);
});

test("refused settings leave the form open, and unchanged ones send nothing", async () => {
  await bring(home, [FILE], "model");
  store.set("bringing", { side: "model", step: "settings" });
  send.mockRejectedValueOnce(new ServerError("invalid_input", "expected other names"));
  await bringChanged(home, "model", { title: "Other" });
  expect(store.get("bringing")).toMatchObject({
    step: "settings",
    error: { message: "expected other names" },
  });
  send.mockClear();
  await bringChanged(home, "model", { title: "my net.v2" });
  expect(send).not.toHaveBeenCalled();
  expect(store.get("bringing")).toBeNull();
});

test("settings on their way can be cancelled, and changed again", async () => {
  await bring(home, [FILE], "model");
  send.mockImplementation(() => new Promise(() => {}));
  void bringChanged(home, "model", { title: "Other" });
  expect(store.get("bringing")).toMatchObject({ step: "settings", sending: { sent: 0 } });
  cancel(home);
  expect(store.get("bringing")).toEqual({ side: "model", step: "settings" });
});

test("a removed network alone is forgotten; its file goes with the last one; both can be undone", async () => {
  const { storage } = own.ways;
  await bring(home, [FILE], "model");
  await bring(home, [FILE], "twin", { reduce: "max" });
  const both = [ID, OTHER];
  expect(listed().map(({ id }) => id)).toEqual(expect.arrayContaining(both));
  const [{ hash = "" } = {}] = await storage.all();
  await removeOwn(home, { id: OTHER, title: "my net.v2" });
  expect(store.get("own").map(({ id }) => id)).toEqual([ID]);
  expect(vi.mocked(own.ways.forget).mock.calls).toEqual([[OTHER]]);
  expect(await storage.file(hash)).not.toBeNull();
  // Where it was shown, nothing asks for a file that the visitor has just removed.
  expect(store.state).toMatchObject({ twin: null, model: { id: ID }, bringing: null });
  await restoreRemoved(home);
  expect(listed().map(({ id }) => id)).toEqual(expect.arrayContaining(both));
  expect(store.state).toMatchObject({ twin: { id: OTHER }, removed: [] });
  await removeOwn(home, { id: OTHER, title: "" });
  await removeOwn(home, { id: ID, title: "" });
  expect(store.get("model").id).toBe("small");
  expect(await storage.file(hash)).toBeNull();
  await restoreRemoved(home);
  expect(store.get("model").id).toBe(ID);
  expect(await storage.file(hash)).not.toBeNull();
});

test("a network that is brought, or removed, is one step with the objects, and undone with its file", async () => {
  const objects = [{ object: "face", row: 3, col: 10 }];
  store.merge({
    screen: "play",
    model: card({ input_shape: [3, 64, 64] }),
    twin: card({ id: "second" }),
    scene: { objects },
  });
  const undo = new Undo(store);
  const { model, twin } = store.state;
  send.mockResolvedValueOnce(card({ id: ID, input_shape: [3, 224, 224] }));
  await bring(home, [FILE], "model");
  expect(store.state).toMatchObject({ model: { id: ID }, twin: null });
  undo.undo();
  expect(store.state).toMatchObject({ model, twin, scene: { objects }, undoing: { back: null } });
  undo.redo();
  const large = store.get("scene");
  await removeOwn(home, { id: ID, title: "" });
  expect(store.get("model").id).toBe("small");
  expect(store.get("scene")).not.toEqual(large);
  undo.undo();
  expect(store.state).toMatchObject({ model: { id: ID }, scene: large, removed: [] });
  await vi.waitFor(() => expect(listed().map(({ id }) => id)).toEqual([ID]));
});

test("undone and repeated, a removal is one of the figure and of the list, shown or not", async () => {
  store.set("screen", "play");
  const undo = new Undo(store);
  const { storage } = own.ways;
  const seen = async () => {
    await own.settled;
    return [store.get("model").id, ...listed().map(({ id }) => id)];
  };
  await bring(home, [FILE], "model");
  await bring(home, [FILE], "model", { reduce: "max" });
  await removeOwn(home, { id: OTHER, title: "" });
  await removeOwn(home, { id: ID, title: "" });
  await expect.poll(seen).toEqual(["small"]);
  undo.undo();
  await expect.poll(seen).toEqual(["small", ID]);
  undo.undo();
  await expect.poll(seen).toEqual([OTHER, OTHER, ID]);
  undo.redo();
  await expect.poll(seen).toEqual(["small", ID]);
  undo.redo();
  await expect.poll(seen).toEqual(["small"]);
  expect(await storage.all()).toEqual([]);
  expect(lastRemoved(store)?.networks).toMatchObject([{ id: ID }]);
  // The list's own button is a step, too.
  await restoreRemoved(home);
  await expect.poll(seen).toEqual(["small", ID]);
  undo.undo();
  await expect.poll(seen).toEqual(["small"]);
  // Whoever brings it again has no removal to undo.
  await bring(home, [FILE], "model");
  await expect.poll(seen).toEqual([ID, ID]);
  expect(lastRemoved(store)?.networks).toMatchObject([{ id: OTHER }]);
  undo.undo();
  await expect.poll(seen).toEqual(["small"]);
});

test("undone and repeated, other settings change the list with the figure", async () => {
  store.set("screen", "play");
  const undo = new Undo(store);
  await bring(home, [FILE], "model");
  await bringChanged(home, "model", { title: "my net.v2", reduce: "max" });
  const seen = async () => {
    await own.settled;
    return [store.get("model").id, ...listed().map(({ id }) => id)];
  };
  await expect.poll(seen).toEqual([OTHER, OTHER]);
  undo.undo();
  await expect.poll(seen).toEqual([ID, ID]);
  undo.redo();
  await expect.poll(seen).toEqual([OTHER, OTHER]);
  undo.undo();
  undo.undo();
  await expect.poll(seen).toEqual(["small", ID]);
});

describe("files that come together", () => {
  const other = new File([Uint8Array.of(9)], "second.onnx");
  const text = (/** @type {string} */ names) => new File([names], "classes.txt");

  test("are one network; which others are left out is said", async () => {
    await bring(home, [FILE, other, new File(["x"], "notes.md")], "model");
    expect(send).toHaveBeenCalledTimes(1);
    expect(store.get("own")).toMatchObject([{ file: FILE.name }]);
    expect(store.get("arrived")?.others).toEqual(["second.onnx", "notes.md"]);
  });

  test("a text file has the names of the classes, also those that a link leaves out", async () => {
    await bring(home, [text("cat\r\ndog\r\n"), FILE], "model");
    const classes = ["cat", "dog"];
    expect(send.mock.calls[0]?.[1]).toEqual({ title: "my net.v2", classes });
    expect(store.get("arrived")?.others).toEqual([]);
    store.set("linked", [{ side: "model", id: ID, options: { title: "Theirs" }, missing: true }]);
    await bring(home, [FILE, text("cat\ndog")], "model");
    expect(send.mock.calls[1]?.[1]).toEqual({ title: "Theirs", classes });
  });

  test("names with a gap are refused before anything is sent", async () => {
    await bring(home, [FILE, text("cat\n\ndog")], "model");
    expect(send).not.toHaveBeenCalled();
    expect(store.get("bringing")).toMatchObject({
      step: "refused",
      file: FILE.name,
      error: { message: expect.stringMatching(/^classes.txt: line 2 is empty/) },
    });
  });

  test("pictures go to the canvas of the network", async () => {
    const picture = new File(["no picture"], "cat.png", { type: "image/png" });
    vi.stubGlobal("fetch", async () => Response.error());
    await bring(home, [picture, FILE], "model");
    vi.unstubAllGlobals();
    expect(store.get("model").id).toBe(ID);
    expect(store.get("notice")).toMatchObject({ failed: [{ file: "cat.png" }] });
    expect(store.get("arrived")?.others).toEqual([]);
  });
});

test("what takes a removed network's place does not stand beside itself, nor lies over the canvas", async () => {
  await bring(home, [FILE], "model");
  store.merge({ twin: card(), overlay: ID });
  await removeOwn(home, { id: ID, title: "" });
  expect(store.state).toMatchObject({ model: { id: "small" }, twin: null });
  expect(laid(store)).toBeUndefined();
  expect(write(store.state)).not.toContain("over=");
  await restoreRemoved(home);
  expect(store.state).toMatchObject({ model: { id: ID }, twin: { id: "small" } });
  expect(write(store.state)).toContain(`over=${ID}`);
});

test("weights beside an ONNX file are no network alone, and that file is told to hold them", async () => {
  const data = new File([Uint8Array.of(1)], "model.onnx.data");
  expect(isNetworkFile(data)).toBe(true);
  await bring(home, [data], "model");
  const refused = store.get("bringing");
  expect(refused?.step).toBe("refused");
  expect(JSON.stringify(refused)).toContain("external_data=False");
  expect(send).not.toHaveBeenCalled();
  await bring(home, [data, FILE], "model");
  expect(store.get("own")).toMatchObject([{ file: FILE.name }]);
});

test("networks that others have replaced go with the last listed one of their file", async () => {
  await bring(home, [FILE], "model");
  await bringChanged(home, "model", { title: "my net.v2", reduce: "max" });
  await removeOwn(home, { id: OTHER, title: "" });
  expect(await own.ways.storage.all()).toEqual([]);
  await restoreRemoved(home);
  expect(store.get("own")).toHaveLength(2);
});

test("networks are told from pictures by their names", () => {
  const is = (/** @type {string} */ name, type = "") => isNetworkFile({ name, type });
  expect([is("a.onnx"), is("A.PT"), is("x.keras"), is("m.pt2")]).toEqual([true, true, true, true]);
  expect([is("a.png", "image/png"), is("notes.txt"), is("onnx")]).toEqual([false, false, false]);
});

test("objects take as much of a larger canvas as they did before", async () => {
  const objects = [{ object: "face", row: 3, col: 10 }];
  store.merge({ model: card({ input_shape: [3, 64, 64] }), scene: { objects } });
  send.mockResolvedValueOnce(card({ id: ID, input_shape: [3, 224, 224] }));
  await bring(home, [FILE], "model");
  expect(store.get("scene").objects).toEqual([{ object: "face", row: 12, col: 40, scale: 4 }]);
  send.mockResolvedValueOnce(card({ id: OTHER, input_shape: [1, 32, 32] }));
  await bring(home, [FILE], "model");
  expect(store.get("scene").objects).toEqual([{ object: "face", row: 3, col: 10 }]);
});

describe("weights in safetensors", () => {
  const weights = new File([Uint8Array.of(1, 2)], "mine.safetensors");
  const json = (/** @type {object} */ content) =>
    new File([JSON.stringify(content)], "mine.json", { type: "application/json" });
  const input = { range: [0, 1], mean: null, std: [0.5], invert: false };

  test("go with their card, in any order, are kept with it, and sent again with it", async () => {
    const spec = { input_shape: [3, 224, 224] };
    const text = JSON.stringify({ title: "Mine", input, spec });
    await bring(home, [json({ title: "Mine", input, spec }), weights], "model");
    const [, options, call] = send.mock.calls[0] ?? [];
    expect(options).toEqual({
      title: "Mine",
      input: { range: [0, 1], std: [0.5], invert: false },
    });
    expect(call.card).toBe(text);
    expect(store.get("arrived")?.guessed).toBe(false);
    expect(store.get("own")).toMatchObject([{ file: weights.name, bytes: 2, card: text }]);
    await restore(store.get("model").id);
    expect(send.mock.calls[1]?.[2]).toEqual({ card: text });
    await own.change(store.get("model").id, { classes: ["a"] });
    expect(send.mock.calls[2]?.[2].card).toBe(text);
  });

  test("beside a spec alone have the file's name, and an input that is guessed by its shape", async () => {
    await bring(home, [weights, json({ input_shape: [3, 224, 224] })], "model");
    expect(send.mock.calls[0]?.[1]).toMatchObject({
      title: "mine",
      input: { mean: [0.485, 0.456, 0.406] },
    });
    expect(store.get("arrived")?.guessed).toBe(true);
  });

  test.each([
    [[weights], weights.name, "weights alone"],
    [[json({})], "mine.json", "needs its weights"],
  ])("and a card, each alone, say what is missing: %#", async (files, name, said) => {
    await bring(home, files, "model");
    const message = expect.stringContaining(said);
    expect(store.get("bringing")).toMatchObject({
      step: "refused",
      file: name,
      error: { message },
    });
    expect(send).not.toHaveBeenCalled();
  });
});
