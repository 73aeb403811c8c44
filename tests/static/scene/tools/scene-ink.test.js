import { expect, test } from "vitest";
import { read, write } from "../../../../static/scene/drawing-png.js";
import { draw, hasInk, rub } from "../../../../static/scene/tools/scene-ink.js";
import { blank, line } from "../../../../static/scene/tools/ink-bitmap.js";
import { CROSS, limits as serverLimits } from "../../examples.js";

/** @import { Scene } from "../../../../static/types/api.js" */

const limits = serverLimits.scene;
const canvas = { height: 20, width: 30 };
const nib = { ink: 1, width: 1 };
/** @type {Scene} */
const empty = { objects: [] };
const face = { object: "face", row: 0, col: 0 };

/**
 * The pixels of the scene's drawings on the canvas, as `row,col=ink`.
 *
 * @param {Scene} scene
 */
function inked(scene) {
  return scene.objects
    .flatMap(({ object, row, col }) => {
      const sheet = read(scene.pictures?.[object] ?? "");
      if (!sheet) return [];
      return [...sheet.cells].flatMap((ink, i) =>
        ink ? [`${row + Math.floor(i / sheet.width)},${col + (i % sheet.width)}=${ink}`] : [],
      );
    })
    .sort();
}

/**
 * @param {number} row
 * @param {number} from
 * @param {number} to
 */
const along = (row, from, to) => [
  { row, col: from },
  { row, col: to },
];

test("a line becomes an object on top, cropped to its ink", () => {
  const was = { objects: [face] };
  const { scene, drawing } = draw(was, null, along(5, 7, 9), nib, canvas, limits);
  expect(scene.objects).toEqual([face, { object: drawing, row: 5, col: 7 }]);
  expect(drawing).toMatch(/^picture-[0-9a-z]{1,24}$/);
  expect(inked(scene)).toEqual(["5,7=1", "5,8=1", "5,9=1"]);
  expect(was).toEqual({ objects: [face] });
});

test("further lines extend the same drawing", () => {
  const one = draw(empty, null, along(5, 7, 8), nib, canvas, limits);
  const ink = { ink: 2, width: 1 };
  const two = draw(one.scene, one.drawing, along(4, 6, 7), ink, canvas, limits);
  expect(two.drawing).toBe(one.drawing);
  expect(two.scene.objects).toEqual([{ object: one.drawing, row: 4, col: 6 }]);
  expect(inked(two.scene)).toEqual(["4,6=2", "4,7=2", "5,7=1", "5,8=1"]);
  expect(inked(one.scene)).toEqual(["5,7=1", "5,8=1"]);
});

test("a new drawing is a new picture, also when the first is gone", () => {
  const one = draw(empty, null, along(1, 1, 2), nib, canvas, limits);
  const two = draw(one.scene, null, along(9, 1, 2), nib, canvas, limits);
  expect(two.drawing).not.toBe(one.drawing);
  expect(two.scene.objects).toHaveLength(2);
  const gone = draw(empty, one.drawing, along(2, 2, 3), nib, canvas, limits);
  expect(gone.scene.objects).toEqual([{ object: gone.drawing, row: 2, col: 2 }]);
});

test("a line outside the canvas changes nothing", () => {
  const { scene, drawing } = draw(empty, null, along(-5, 1, 9), nib, canvas, limits);
  expect(scene).toBe(empty);
  expect(drawing).toBeNull();
});

test("a full scene throws an error", () => {
  let scene = empty;
  for (let n = 0; n < limits.pictures; n++) {
    scene = draw(scene, null, along(n, 0, 1), nib, canvas, limits).scene;
  }
  expect(() => draw(scene, null, along(9, 0, 1), nib, canvas, limits)).toThrow(
    /4 pictures at most/,
  );
  const crowd = { objects: Array.from({ length: 32 }, () => face) };
  expect(() => draw(crowd, null, along(9, 0, 1), nib, canvas, limits)).toThrow(
    /32 objects at most/,
  );
});

test("the eraser removes ink along its path, and the drawing is cropped again", () => {
  const { scene, drawing } = draw(empty, null, along(5, 7, 12), nib, canvas, limits);
  const now = rub(scene, along(5, 7, 8), 1, limits);
  expect(inked(now)).toEqual(["5,10=1", "5,11=1", "5,12=1", "5,9=1"]);
  expect(now.objects).toEqual([{ object: drawing, row: 5, col: 9 }]);
});

test("a drawing without ink is removed with its picture", () => {
  const { scene } = draw({ objects: [face] }, null, along(5, 7, 12), nib, canvas, limits);
  const now = rub(scene, along(5, 0, 20), 3, limits);
  expect(now).toEqual({ objects: [face], pictures: {} });
  expect(hasInk(scene)).toBe(true);
  expect(hasInk(now)).toBe(false);
});

test("the eraser changes nothing else", () => {
  const scene = {
    objects: [face, { object: "picture-a", row: 5, col: 5 }],
    pictures: { "picture-a": CROSS },
  };
  expect(rub(scene, along(5, 0, 20), 5, limits)).toBe(scene);
  const drawn = draw(scene, null, along(15, 1, 2), nib, canvas, limits).scene;
  expect(rub(drawn, along(2, 0, 20), 1, limits)).toBe(drawn);
});

test("a moved drawing is erased at its new position", () => {
  const { scene, drawing } = draw(empty, null, along(5, 7, 9), nib, canvas, limits);
  const moved = { ...scene, objects: [{ object: drawing ?? "", row: -2, col: 28 }] };
  expect(rub(moved, along(5, 7, 9), 1, limits)).toBe(moved);
  const now = rub(moved, along(-2, 28, 28), 1, limits);
  expect(inked(now)).toEqual(["-2,29=1", "-2,30=1"]);
});

test("of two copies only the erased one changes", () => {
  const { scene, drawing } = draw(empty, null, along(5, 7, 9), nib, canvas, limits);
  const copy = { object: drawing ?? "", row: 15, col: 7 };
  const two = { ...scene, objects: [...scene.objects, copy] };
  const now = rub(two, along(15, 7, 8), 1, limits);
  expect(inked(now)).toEqual(["15,9=1", "5,7=1", "5,8=1", "5,9=1"]);
  const more = draw(two, drawing, along(5, 10, 10), nib, canvas, limits);
  expect(inked(more.scene)).toEqual([...inked(two), "5,10=1"].sort());
});

test("a copy is not erased if there is no room for a new picture", () => {
  let scene = empty;
  for (let n = 0; n < limits.pictures; n++) {
    scene = draw(scene, null, along(n, 0, 1), nib, canvas, limits).scene;
  }
  const first = scene.objects[0]?.object ?? "";
  const crowded = { ...scene, objects: [...scene.objects, { object: first, row: 9, col: 9 }] };
  expect(() => rub(crowded, along(9, 9, 9), 1, limits)).toThrow(/4 pictures at most/);
});

test("on a canvas of 224 px a drawing that is too large is an error", () => {
  const large = { height: 224, width: 224 };
  const one = draw(empty, null, along(0, 0, 0), nib, large, limits);
  expect(() => draw(one.scene, one.drawing, along(223, 223, 223), nib, large, limits)).toThrow(
    /too large/,
  );
  const sheet = blank(200, 200);
  line(sheet, along(0, 0, 199), 1, 1);
  expect(write(sheet).length).toBeLessThan(30_000);
});
