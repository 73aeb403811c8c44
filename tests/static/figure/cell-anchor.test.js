import { expect, test } from "vitest";
import { drawnCell } from "../../../static/figure/cell-anchor.js";
import { card } from "../examples.js";

/** @import { Pin } from "../../../static/types/state.js" */

/** @param {Omit<Extract<Pin, { row: number }>, "side">|Omit<Extract<Pin, { unit: number }>, "side">} pin */
const drawn = (pin) => drawnCell(card(), /** @type {Pin} */ ({ side: "model", ...pin }));

test("cells of volumes and units of the head are drawn themselves", () => {
  const cell = { layer: "pool1", channel: 1, row: 2, col: 3 };
  expect(drawn(cell)).toEqual(cell);
  expect(drawn({ layer: "fc2", unit: 1 })).toEqual({ layer: "fc2", unit: 1 });
});

test("a cell before pooling is drawn at its place in the volume", () => {
  for (const layer of ["conv1", "relu1"]) {
    expect(drawn({ layer, channel: 1, row: 5, col: 7 })).toEqual({
      layer: "pool1",
      channel: 1,
      row: 2,
      col: 3,
    });
  }
});

test("a layer that is not there is drawn nowhere", () => {
  expect(drawn({ layer: "none", unit: 0 })).toBeNull();
});
