import { expect, test } from "vitest";
import {
  differenceText,
  numberText,
  shapeText,
  sliceName,
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
