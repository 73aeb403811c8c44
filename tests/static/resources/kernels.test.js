import { expect, test, vi } from "vitest";
import { kernelsResource } from "../../../static/resources/kernels.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Slice } from "../../../static/types/state.js" */

/** @param {number} channel @returns {Slice} */
const slice = (channel) => ({ side: "model", layer: "pool1", channel });

/** @param {Store} store @param {Slice|null} chosen */
const choose = (store, chosen) =>
  store.set("selection", { ...store.get("selection"), slice: chosen });

/** @param {string} _model @param {string} _layer @param {number} channel */
const kernelsOf = (_model, _layer, channel) =>
  Promise.resolve({ input: "input", kernels: [[[[channel]]]], bias: [channel / 2] });

const settle = () => new Promise((resolve) => setTimeout(resolve));

test("a selected slice gets the kernel of its convolution", async () => {
  const store = new Store(state());
  const fetch = vi.fn(kernelsOf);
  kernelsResource(store, fetch);
  choose(store, slice(1));
  expect(store.get("kernels")).toBeNull();
  await settle();
  expect(fetch.mock.calls[0]?.slice(0, 3)).toEqual(["small", "conv1", 1]);
  expect(store.get("kernels")).toEqual({
    slice: slice(1),
    model: "small",
    layer: "conv1",
    input: "input",
    kernel: [[[1]]],
    bias: 0.5,
  });
});

test("kernels are cached; another network's are requested", async () => {
  const store = new Store(state());
  const fetch = vi.fn(kernelsOf);
  kernelsResource(store, fetch);
  for (const channel of [0, 1, 0, 1]) {
    choose(store, slice(channel));
    await settle();
    expect(store.get("kernels")?.slice.channel).toBe(channel);
  }
  expect(fetch).toHaveBeenCalledTimes(2);
  store.set("model", card({ id: "other", sha256: "ff" }));
  expect(store.get("kernels")).toBeNull();
  await settle();
  expect(fetch).toHaveBeenCalledTimes(3);
  expect(store.get("kernels")?.model).toBe("other");
});

test("pointing at cells meanwhile requests nothing again", async () => {
  const store = new Store(state());
  const fetch = vi.fn(kernelsOf);
  kernelsResource(store, fetch);
  choose(store, slice(1));
  for (let col = 0; col < 4; col++) {
    const cell = { ...slice(1), row: 0, col };
    store.set("selection", { ...store.get("selection"), cell });
  }
  await settle();
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(store.get("kernels")?.kernel).toEqual([[[1]]]);
});

test("there are no kernels without a slice, or for a slice of the input", async () => {
  const store = new Store(state());
  const fetch = vi.fn(kernelsOf);
  kernelsResource(store, fetch);
  choose(store, slice(1));
  await settle();
  choose(store, { ...slice(0), layer: "input" });
  expect(store.get("kernels")).toBeNull();
  choose(store, null);
  await settle();
  expect(store.get("kernels")).toBeNull();
  expect(fetch).toHaveBeenCalledTimes(1);
});

test("a failed request is retried when the connection changes", async () => {
  const store = new Store(state());
  let works = false;
  kernelsResource(store, (model, layer, channel) =>
    works ? kernelsOf(model, layer, channel) : Promise.reject(new Error("gone")),
  );
  choose(store, slice(1));
  await settle();
  expect(store.get("kernels")).toBeNull();
  works = true;
  store.set("link", { state: "live", message: null });
  await settle();
  expect(store.get("kernels")?.kernel).toEqual([[[1]]]);
});
