import { expect, test } from "vitest";
import {
  convolutionOf,
  counterpart,
  pairs,
  volumesOf,
  weightsOf,
} from "../../../static/network/volumes.js";
import { card, layer } from "../examples.js";

const first = card();
const unpooled = card({
  id: "unpooled",
  layers: [
    layer({ name: "input", role: "input", shape: [3, 8, 8] }),
    layer({ name: "relu1", shape: [2, 8, 8] }),
    layer({ name: "relu2", role: "volume", stage: 2, shape: [5, 8, 8], slices: [], colors: [] }),
  ],
});

test("volumes are layers of three dimensions with a role", () => {
  expect(volumesOf(first).map(({ name }) => name)).toEqual(["input", "pool1"]);
});

test("a counterpart has the same stage and slices, regardless of name and size", () => {
  const [, volume = layer({})] = volumesOf(first);
  expect(counterpart(volume, unpooled)?.name).toBe("relu1");
  const renamed = card({ layers: [layer({ slices: ["eye", "mouth"] })] });
  expect(counterpart(volume, renamed)).toBeNull();
  const wider = card({ layers: [layer({ shape: [3, 4, 4] })] });
  expect(counterpart(volume, wider)).toBeNull();
});

test("pairs list every volume of both networks once", () => {
  const names = pairs(first, unpooled).map((row) => [row.first?.name, row.second?.name]);
  expect(names).toEqual([
    ["input", "input"],
    ["pool1", "relu1"],
    [undefined, "relu2"],
  ]);
  expect(pairs(first, null).map((row) => row.second)).toEqual([null, null]);
});

test("a volume's slices are computed by the last convolution before it", () => {
  expect(convolutionOf(card(), "pool1")).toBe("conv1");
  expect(convolutionOf(card(), "conv1")).toBe("conv1");
  expect(convolutionOf(card(), "input")).toBeNull();
  expect(convolutionOf(card(), "pool9")).toBeNull();
});

test("a convolution's weights are counted by what feeds it, its groups and its kernel", () => {
  const conv = (
    /** @type {string} */ name,
    /** @type {object} */ options,
    /** @type {string[]} */ inputs,
  ) => layer({ name, kind: "conv", role: null, shape: [8, 4, 4], options: { ...options }, inputs });
  const network = card({
    layers: [
      layer({ name: "input", role: "input", shape: [3, 8, 8] }),
      conv("a", { kernel: 5 }, []),
      conv("b", { kernel: [1, 3] }, ["input"]),
      conv("c", { kernel: 3, groups: 8 }, ["a"]),
    ],
  });
  expect(["a", "b", "c", "none"].map((name) => weightsOf(network, name))).toEqual([
    8 * 3 * 25,
    8 * 3 * 3,
    8 * 9,
    0,
  ]);
});
