import { expect, test } from "vitest";
import {
  activeInAll,
  activeIn,
  bytesIn,
  KeptPlaces,
  keepPlaces,
  placeOf,
  sentSlices,
  sentText,
} from "../../../static/network/sent-slices.js";
import { shownCount, shownUnits } from "../../../static/network/shown-units.js";
import { layer } from "../examples.js";

const wide = layer({ shape: [512, 1, 2], slices: [], colors: [] });
const sent = {
  bytes: Uint8Array.of(1, 2, 3, 4),
  active: Int32Array.of(5, 6),
  slices: Int32Array.of(7, 300),
};

test("all slices are sent of a small volume, the first ones stand for many before a frame", () => {
  expect(Array.from(sentSlices(layer({ shape: [3, 2, 2] })))).toEqual([0, 1, 2]);
  expect(sentSlices(wide).length).toBe(64);
  expect(sentSlices(wide, sent)).toBe(sent.slices);
  expect(sentText(layer({ shape: [64, 2, 2] }))).toEqual([]);
  // Of large slices a frame has fewer.
  expect(sentText(layer({ shape: [64, 512, 512] }))).toEqual(["16 of 64 slices"]);
  expect(sentText(wide)).toEqual(["64 of 512 slices"]);
});

test("a slice's values are found by its number", () => {
  expect([7, 300, 0].map((slice) => placeOf(sent.slices, slice))).toEqual([0, 1, -1]);
  expect([7, 300, 0].map((slice) => activeIn(sent, slice))).toEqual([5, 6, undefined]);
  expect([7, 300, 0].map((slice) => [...bytesIn(sent, slice)])).toEqual([[1, 2], [3, 4], []]);
  const all = { bytes: sent.bytes, active: sent.active };
  expect([0, 1].map((slice) => activeIn(all, slice))).toEqual([5, 6]);
  expect([...bytesIn(all, 1)]).toEqual([3, 4]);
  expect(activeIn(undefined, 0)).toBeUndefined();
});

test("of many units the strongest are shown, of few all in their order", () => {
  const outputs = { role: /** @type {const} */ ("output"), shape: [1000] };
  const values = Float32Array.from({ length: 1000 }, (_, unit) => (unit === 900 ? 1 : unit / 1e5));
  expect(shownUnits(outputs, values).slice(0, 3)).toEqual([900, 999, 998]);
  expect(shownCount(outputs)).toBe(10);
  // More than one column of names would cover discs.
  expect([22, 23].map((count) => shownCount({ role: "output", shape: [count] }))).toEqual([22, 10]);
  expect(shownCount({ role: "hidden", shape: [512] })).toBe(66);
  expect(shownUnits({ role: "output", shape: [3] }, [0.1, 0.9, 0.3])).toEqual([0, 1, 2]);
});

test("a slice keeps its place in a grid while others come and go", () => {
  expect(keepPlaces([], [3, 7, 9])).toEqual([3, 7, 9]);
  // 7 has gone, 1 and 4 have come; 12 has gone, too.
  expect(keepPlaces([7, 3, 12, 9], [1, 3, 4, 9])).toEqual([1, 3, 4, 9]);
  expect(keepPlaces([9, 7, 3], [2, 3, 9])).toEqual([9, 2, 3]);
  expect(keepPlaces([9, 7, 3], [3, 9])).toEqual([3, 9]);
});

test("each layer has a grid of its own, and volumes sent whole are in order", () => {
  const kept = new KeptPlaces();
  const frame = (/** @type {number[]} */ ...slices) => ({
    ...sent,
    slices: Int32Array.from(slices),
  });
  const other = layer({ shape: [512, 1, 2], slices: [], colors: [] });
  expect(Array.from(kept.of(wide, frame(7, 300)))).toEqual([7, 300]);
  expect(Array.from(kept.of(wide, frame(2, 7)))).toEqual([7, 2]);
  expect(Array.from(kept.of(other, frame(2, 7)))).toEqual([2, 7]);
  expect(Array.from(kept.of(wide, frame(2, 9)))).toEqual([9, 2]);
  const few = layer({ shape: [2, 1, 2] });
  expect(Array.from(kept.of(few, { bytes: sent.bytes, active: sent.active }))).toEqual([0, 1]);
});

test("the active cells of a volume are those of all its slices", () => {
  expect(activeInAll(sent)).toBe(11);
  expect(activeInAll({ ...sent, total: 40 })).toBe(40);
});
