import { expect, test } from "vitest";
import { fits, sameRef, refText, stepFrom } from "../../../static/network/cell-ref.js";
import { card } from "../examples.js";

/** @import { CellResponse } from "../../../static/types/api.js" */
/** @import { Pin } from "../../../static/types/state.js" */

/** @type {Pin} */
const cell = { side: "model", layer: "pool1", channel: 1, row: 2, col: 3 };
/** @type {Pin} */
const unit = { side: "model", layer: "fc2", unit: 1 };

const ref = { channel: 1, row: 2, col: 3 };

test("references are equal if all their numbers are", () => {
  expect(sameRef(ref, { ...ref })).toBe(true);
  expect(sameRef(ref, { ...ref, col: 0 })).toBe(false);
  expect(sameRef({ unit: 1 }, { unit: 1 })).toBe(true);
  expect(sameRef({ unit: 1 }, { unit: 0 })).toBe(false);
  expect(sameRef({ unit: 1 }, ref)).toBe(false);
});

test("a pin fits a network that has its cell", () => {
  expect(fits(card(), cell)).toBe(true);
  expect(fits(card(), { ...cell, row: 4 })).toBe(false);
  expect(fits(card(), { ...cell, col: -1 })).toBe(false);
  expect(fits(card(), { ...cell, layer: "pool9" })).toBe(false);
  expect(fits(card(), unit)).toBe(true);
  expect(fits(card(), { ...unit, unit: 2 })).toBe(false);
  expect(fits(card(), { ...unit, layer: "pool1" })).toBe(false);
});

test("a cell is named by its slice or unit", () => {
  const [pool, hidden] = [card().layers[3], card().layers[4]];
  expect(refText(pool, { channel: 1, row: 2, col: 3 })).toBe("nose (2, 3)");
  expect(refText(undefined, { channel: 1, row: 2, col: 3 })).toBe("slice 1 (2, 3)");
  expect(refText(hidden && { ...hidden, slices: [] }, { unit: 7 })).toBe("unit 7");
  expect(refText(pool && { ...pool, slices: ["face"] }, { unit: 0 })).toBe("face");
});

test("a step leads to the neighbour on the same side, or nowhere", () => {
  const response = /** @type {CellResponse} */ ({
    source: { layer: "pool1", place: { channel: 1, row: 2, col: 3 } },
    user: null,
  });
  expect(stepFrom("twin", response, "source")).toEqual({ ...cell, side: "twin" });
  expect(stepFrom("twin", response, "user")).toBeNull();
});
