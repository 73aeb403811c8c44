import { expect, test } from "vitest";
import { FrontSide } from "three";
import { layOut } from "../../../static/figure/layout.js";
import { Sheets } from "../../../static/figure/slice-planes.js";
import { card, layer } from "../examples.js";

/** @param {number} channels */
function sheetsOf(channels) {
  const shapes = [
    [3, 8, 8],
    [channels, 2, 2],
  ];
  const network = card({
    layers: shapes.map((shape, i) =>
      layer({
        name: `volume${i}`,
        role: i ? "volume" : "input",
        stage: i || null,
        shape,
        colors: [],
      }),
    ),
  });
  const box = layOut(network, 0.42).volumes[1];
  if (!box) throw new Error("no volume");
  return { box, sheets: new Sheets(box, 1) };
}

/** A volume whose first slices are full. @param {number} channels @param {number} full */
function volume(channels, full) {
  const active = Array.from({ length: channels }, (_, slice) => (slice < full ? 4 : 0));
  const bytes = Uint8Array.from({ length: 4 * channels }, (_, i) => (i < 4 * full ? 200 : 0));
  return /** @type {any} */ ({ bytes, active, range: [0, 1], top: 1 });
}

test("a volume of few sheets is drawn sheet by sheet, however full", () => {
  const { box, sheets } = sheetsOf(16);
  sheets.show(volume(16, 16), "fixed", box);
  expect(sheets.stack).toBeNull();
  expect(sheets.cells.visible).toBe(true);
});

test("a full volume of many sheets is drawn as one box, with each sheet's colour; a sparse one is not", () => {
  const { box, sheets } = sheetsOf(64);
  sheets.show(volume(64, 40), "fixed", box);
  expect([sheets.stack?.visible, sheets.cells.visible]).toEqual([true, false]);
  expect(sheets.stack?.material.side).toBe(FrontSide);
  const [red, green, blue, gain] = sheets.inksBySheet.slice(4 * 5, 4 * 6);
  const at = 63 - 5;
  const { ink } = sheets;
  expect([red, green, blue, gain]).toEqual([
    ink.getX(at),
    ink.getY(at),
    ink.getZ(at),
    ink.getW(at),
  ]);
  sheets.show(volume(64, 10), "fixed", box);
  expect([sheets.stack?.visible, sheets.cells.visible]).toEqual([false, true]);
});
