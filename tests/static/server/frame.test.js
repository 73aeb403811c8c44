import { expect, test } from "vitest";
import { read } from "../../../static/server/frame.js";
import { floats, ints, message } from "../examples.js";

const parts = {
  fc2: { dtype: "F32", shape: [2], bytes: floats([4, -4]) },
  scores: { dtype: "F32", shape: [2], bytes: floats([0.75, 0.25]) },
  "active.pool1": { dtype: "I32", shape: [2], bytes: ints([2, 1]) },
  "links.cells": { dtype: "I32", shape: [2, 3], bytes: ints([1, 0, 1, 0, 0, 0]) },
  "links.units": { dtype: "I32", shape: [2], bytes: ints([5, -1]) },
  "links.contributions": { dtype: "F32", shape: [2], bytes: floats([2, -1]) },
  pool1: { dtype: "U8", shape: [2, 1, 2], bytes: Uint8Array.of(9, 8, 7, 0) },
};

test("a message is decoded to volumes, head and scores", () => {
  const frame = read(message(parts, { seq: "12", model: "ludic" }));
  expect(frame.seq).toBe(12);
  expect(frame.model).toBe("ludic");
  expect(frame.scores).toEqual(Float32Array.of(0.75, 0.25));
  expect([...frame.head.keys()]).toEqual(["fc2"]);
  expect(frame.volumes.get("pool1")).toEqual({
    bytes: Uint8Array.of(9, 8, 7, 0),
    active: Int32Array.of(2, 1),
  });
});

test("a volume of which slices are left out has the active cells of all", () => {
  const slices = { dtype: "I32", shape: [2], bytes: ints([4, 7]) };
  const total = { dtype: "I32", shape: [1], bytes: ints([9]) };
  const volume = read(
    message({ ...parts, "slices.pool1": slices, "total.pool1": total }),
  ).volumes.get("pool1");
  expect(volume).toMatchObject({ slices: Int32Array.of(4, 7), total: 9 });
});

test("a frame has the correct output if the server sent one", () => {
  expect(read(message(parts, { expected: "face" })).expected).toBe("face");
  expect(read(message(parts, {})).expected).toBe(null);
});

test("the links of the head have cells and units", () => {
  expect(read(message(parts)).links).toEqual([
    { channel: 1, row: 0, col: 1, unit: 5, contribution: 2 },
    { channel: 0, row: 0, col: 0, unit: null, contribution: -1 },
  ]);
});

test("a message without scores or counts is no frame", () => {
  const { scores: _scores, ...scoreless } = parts;
  expect(() => read(message(scoreless))).toThrow(/scores/);
  const { "active.pool1": _active, ...countless } = parts;
  expect(() => read(message(countless))).toThrow(/active.pool1/);
  const { "links.units": _units, ...linkless } = parts;
  expect(() => read(message(linkless))).toThrow(/links.units/);
});
