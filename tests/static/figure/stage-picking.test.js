import { PerspectiveCamera, Vector3 } from "three";
import { expect, test } from "vitest";
import { cellCentre, layOut } from "../../../static/figure/layout.js";
import { cellAt, unitAt } from "../../../static/figure/stage-picking.js";
import { fit } from "../../../static/figure/camera.js";

import { card } from "../examples.js";

const size = { width: 800, height: 600 };
const layout = layOut(card(), 0.5);
const camera = new PerspectiveCamera(10, size.width / size.height, 10, 20000);
fit(camera, new Vector3(), layout, [-0.88, 0.4, 0.62], { left: 0, right: 0, top: 0, bottom: 0 });

/** @param {number[]} point */
const project = ([x = 0, y = 0, z = 0]) => {
  const at = new Vector3(x, y, z).project(camera);
  return { x: ((at.x + 1) / 2) * size.width, y: ((1 - at.y) / 2) * size.height };
};
const stage = /** @type {any} */ ({
  size,
  layout,
  camera,
  project,
  sheets: [],
  frame: null,
  disc: () => 10,
});

test("the cell of the first sheet under a point", () => {
  const [box] = layout.volumes;
  if (!box) throw new Error("no volume");
  const at = project(cellCentre(box, 0, 2, 3));
  expect(cellAt(stage, at.x, at.y)).toMatchObject({ layer: box.layer.name, row: 2, col: 3 });
  expect(cellAt(stage, -50, -50)).toBeNull();
});

test("a point beside a lit cell means that cell, one far from it the cell at the point itself", () => {
  const box = layout.volumes.find(({ layer }) => layer.name === "pool1");
  if (!box) throw new Error("no volume");
  const lit = { layer: "pool1", channel: 0, row: 2, col: 3 };
  const shine = (
    /** @type {number} */ channel,
    /** @type {number} */ row,
    /** @type {number} */ col,
  ) =>
    channel === lit.channel && row === lit.row && col === lit.col
      ? { light: 0.6, cover: 0.7 }
      : { light: 0, cover: 0 };
  const glowing = /** @type {any} */ ({ ...stage, sheets: [{ name: "pool1", shine }] });
  const at = project(cellCentre(box, 0, 2, 3));
  const side = Math.abs(at.x - project(cellCentre(box, 0, 2, 2)).x);
  expect(cellAt(glowing, at.x, at.y)).toEqual(lit);
  expect(cellAt(glowing, at.x - side / 2 - 4, at.y)).toEqual(lit);
  expect(cellAt(glowing, at.x - side / 2 - 12, at.y)).not.toEqual(lit);
});

test("the unit under a point, or a little beside its disc", () => {
  const column = layout.columns.at(-1);
  const place = column?.places[1];
  if (!column || !place) throw new Error("no unit");
  const at = project([column.x, place.y, place.z]);
  const found = { layer: column.layer.name, unit: 1 };
  expect(unitAt(stage, at.x, at.y)).toEqual(found);
  expect(unitAt(stage, at.x + 7, at.y)).toEqual(found);
  expect(unitAt(stage, at.x + 40, at.y)).toBeNull();
});
