import { expect, test } from "vitest";
import {
  differenceText,
  layerName,
  numberText,
  shapeText,
  sliceName,
  stepText,
  stepsText,
  theVolume,
  volumeName,
  volumeTitle,
} from "../../../static/i18n/labels.js";
import { card, layer } from "../examples.js";

test("the steps since the last volume are listed in order", () => {
  const { layers } = card();
  const [, , , pool, hidden, output] = layers;
  if (!pool || !hidden || !output) throw new Error("no layers");
  expect(stepsText(layers, pool)).toBe("conv 5×5, ReLU, max pool 2×2");
  expect(stepsText(layers, hidden)).toBe("ReLU");
  expect(stepsText(layers, output)).toBe("a weight for every cell");
});

test("shapes and slices have texts, with or without names", () => {
  expect(shapeText(layer({}))).toBe("2 × 4 × 4");
  expect(shapeText(layer({ shape: [8] }))).toBe("8 units");
  expect(sliceName(layer({}), 1)).toBe("nose");
  expect(sliceName(layer({ slices: [] }), 1)).toBe("slice 1");
  expect(sliceName(layer({ role: "input", shape: [1, 8, 8], slices: [] }), 0)).toBe("grey");
  expect(sliceName(layer({ role: "volume", shape: [1, 8, 8], slices: [] }), 0)).toBe("slice 0");
});

test("a volume is named by its role, the units of a global pool by what they are", () => {
  expect([volumeTitle(layer({})), volumeName(layer({}))]).toEqual(["Layer 1 (green)", "Layer 1"]);
  expect(theVolume(layer({}))).toBe("layer 1 (green)");
  const pool = layer({ kind: "gap", role: "hidden", shape: [16] });
  expect([volumeTitle(pool), volumeName(pool)]).toEqual(["Global average", "Average"]);
  expect(theVolume(pool)).toBe("the global average");
});

test("a volume without a stage has its layer's name, not that of stage 1", () => {
  const volume = layer({ stage: null });
  expect([volumeTitle(volume), volumeName(volume)]).toEqual(["pool1", "pool1"]);
});

test("numbers have six significant digits", () => {
  expect(numberText(1)).toBe("1");
  expect(numberText(0.123456789)).toBe("0.123457");
  expect(numberText(Math.fround(0.1))).toBe("0.1");
});

test("the difference of two networks is a short text", () => {
  const [a, b] = [card({ id: "a" }), card({ id: "b" })];
  expect(differenceText(a, b, ["pooling"])).toBe("differs from 1 in pooling");
  expect(differenceText(a, b, ["pooling", "head", "trained"])).toBe(
    "differs from 1 in pooling, head and where it was trained",
  );
  expect(differenceText(a, b, [])).toBe("is built and trained like 1");
  expect(differenceText(a, a, [])).toBe("is the same network as 1");
  expect(differenceText(a, card({ family: "others" }), ["head"])).toMatch(/different family/);
  const painted = card({ id: "own-1", family: "own", painted: [[0, 0, 28, 28]] });
  expect(differenceText(a, painted, [])).toBe("was trained here, where you painted; 1 was not");
  expect(differenceText(painted, a, [])).toBe("was not trained here; 1 was, where you painted");
});

test("visitors' own networks are told apart by their files, not by properties that nobody knows", () => {
  const own = (/** @type {string} */ id, /** @type {string} */ sha256) =>
    card({
      id,
      family: "own",
      origin: { format: "onnx", bytes: 1, sha256, reduce: null, ranges: "", notes: [] },
    });
  const differing = ["head", "kernel"];
  expect(differenceText(own("a", "1"), own("b", "2"), differing)).toBe(
    "comes from another file than 1",
  );
  expect(differenceText(own("a", "1"), own("b", "1"), [])).toBe(
    "is the file of 1 with other settings",
  );
});

test("networks that visitors painted differ in where that was, which their axes do not say", () => {
  const painted = (/** @type {string} */ id, /** @type {number} */ side, fields = {}) =>
    card({ id, family: "own", painted: [[0, 0, side, side]], trained_on: `${side}`, ...fields });
  const [a, b] = [painted("a", 28), painted("b", 64)];
  expect(differenceText(a, b, [])).toBe("differs from 1 in where it was trained");
  expect(differenceText(a, b, ["convolutions"])).toBe(
    "differs from 1 in where its layers come from and where it was trained",
  );
  expect(differenceText(a, painted("c", 28), [])).toBe("is built and trained like 1");
  expect(differenceText(a, painted("c", 28, { steps: 9 }), ["steps"])).toMatch(/9 steps/);
});

test("the training's time is part of the difference, with both numbers of steps", () => {
  const [a, b] = [card({ id: "a", steps: 4000 }), card({ id: "b", steps: 2000 })];
  expect(differenceText(a, b, ["trained", "steps"])).toBe(
    "differs from 1 in training: where, and 2,000 steps, not 4,000",
  );
  expect(differenceText(b, a, ["steps", "pooling"])).toBe(
    "differs from 1 in pooling and how long it was trained: 4,000 steps, not 2,000",
  );
  expect(differenceText(a, b, ["made_by", "kernel", "seed"])).toBe(
    "differs from 1 in how it was made, kernels and the seed of its training",
  );
});

test("networks differ only in one thing if their cards state the whole budget", () => {
  const axes = { pooling: "max", decay: "0" };
  const [a, b] = [card({ id: "a", axes }), card({ id: "b", axes })];
  expect(differenceText(a, b, ["pooling"])).toBe("differs from 1 only in pooling");
});

test("a step names the options that are not as usual", () => {
  const text = (/** @type {string} */ kind, /** @type {Record<string, unknown>} */ options) =>
    stepText({ kind, options });
  expect(text("conv", { kernel: 3, stride: 1, dilation: 1, groups: 1 })).toBe("conv 3×3");
  expect(text("conv", { kernel: [3, 5], stride: [2, 2], dilation: [1, 2], groups: 8 })).toBe(
    "conv 3×5 (stride 2, dilation 1×2, 8 groups)",
  );
  expect(text("maxpool", { size: 2, stride: null })).toBe("max pool 2×2");
  expect(text("maxpool", { size: 3, stride: [2, 1] })).toBe("max pool 3×3 (stride 2×1)");
  expect(text("avgpool", { size: [2, 3], stride: [2, 3] })).toBe("average pool 2×3");
  expect(text("clip", { low: 0, high: 6 })).toBe("ReLU6");
  expect(text("clip", { low: null, high: 1 })).toBe("clip");
  expect(text("mean", { axis: "cols" })).toBe("mean over columns");
});

test("every kind of layer has a text of its own", () => {
  const kinds = Object.keys(import.meta.glob("../../../app/network/layers/*.py"))
    .map((path) => path.replace(/^.*\/|\.py$/g, ""))
    .filter((kind) => !["__init__", "layer", "pointwise", "pooling"].includes(kind));
  expect(kinds.length).toBeGreaterThan(25);
  for (const kind of kinds) {
    const text = stepText({ kind, options: { size: 3, kernel: 3 } });
    if (!["clip", "sigmoid", "tanh", "softmax", "dropout", "identity"].includes(kind))
      expect(text, kind).not.toBe(kind);
  }
});

test("a layer has its module's name beside ours", () => {
  expect(layerName(layer({ name: "conv1", source: "layer1.0.conv1" }))).toBe(
    "conv1 (layer1.0.conv1)",
  );
  expect(layerName(layer({ name: "conv1", source: null }))).toBe("conv1");
});
