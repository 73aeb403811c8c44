import { render } from "lit";
import { expect, test, vi } from "vitest";
import { drawChosen } from "../../../static/slices/selected-slice.js";
import { diverging } from "../../../static/charts/colour-ramps.js";
import { card } from "../examples.js";

/** @import { Kernels, Slice } from "../../../static/types/state.js" */

/** @param {string} layer @param {number} channel @returns {Slice} */
const slice = (layer, channel) => ({ side: "model", layer, channel });

/** @type {Kernels} */
const kernels = {
  slice: slice("pool1", 1),
  model: "small",
  layer: "conv1",
  input: "input",
  kernel: [[[0.5, -1]], [[0, 1]], [[0, -2]]],
  bias: 0.123456,
};

/**
 * @param {Slice} selected
 * @param {Kernels|null} given
 * @param {() => void} [clear]
 */
function drawn(selected, given, clear = () => {}) {
  const host = document.createElement("div");
  render(drawChosen(card(), selected, given, clear), host);
  return host;
}

const textOf = (/** @type {Element|null|undefined} */ element) =>
  element?.textContent?.replace(/\s+/g, " ").trim();

test("each kernel is a grid of its exact numbers, on one scale for all", () => {
  const grids = [...drawn(slice("pool1", 1), kernels).querySelectorAll("svg.grid")];
  expect(grids).toHaveLength(3);
  const squares = grids.map((grid) => [...grid.querySelectorAll("rect[data-exact]")]);
  expect(squares.map((each) => each.map((one) => Number(one.getAttribute("data-exact"))))).toEqual(
    kernels.kernel.map((rows) => rows.flat()),
  );
  expect(squares.map((each) => each.map((one) => one.getAttribute("fill")))).toEqual([
    [diverging(0.25), diverging(-0.5)],
    [diverging(0), diverging(0.5)],
    [diverging(0), diverging(-1)],
  ]);
  expect(squares[1]?.[1]?.getAttribute("data-number")).toBe("kernels.0.1.0.1");
});

test("the scale ends at the largest weight of either sign, and the bias is exact", () => {
  const host = drawn(slice("pool1", 1), kernels);
  expect(textOf(host.querySelector(".scale"))).toMatch(/^[-−]2 2$/);
  const bias = host.querySelector('[data-number="bias.0"]');
  expect(bias?.getAttribute("data-exact")).toBe("0.123456");
});

test("kernels over a layer that the network does not tell of are numbered", () => {
  const host = drawn(slice("pool1", 1), { ...kernels, input: "hidden-layer" });
  const captions = [...host.querySelectorAll("figcaption")].map(textOf);
  expect(captions).toEqual(["■ 0", "■ 1", "■ 2"]);
});

test("a slice of the input has no kernel, though one is known", () => {
  const host = drawn(slice("input", 0), kernels);
  expect(host.querySelector(".kernels")).toBeNull();
  expect(textOf(host)).toContain("no kernel makes it");
});

test("a slice is named before its kernels arrive, and can be cleared", () => {
  const clear = vi.fn();
  const host = drawn(slice("pool1", 1), null, clear);
  expect(textOf(host.querySelector("h4"))).toMatch(/^nose/);
  expect(host.querySelector(".kernels")).toBeNull();
  host.querySelector("button")?.click();
  expect(clear).toHaveBeenCalledOnce();
});

test("a slice of a layer that is gone is not drawn", () => {
  expect(drawChosen(card(), slice("pool9", 0), kernels, () => {})).toBeNull();
});
