import { LocalisedError } from "../../state/errors.js";
import { msg } from "@lit/localize";
import { read, write } from "../drawing-png.js";
import { LONGEST_PICTURE, noRoom, remove } from "../scene.js";
import { blank, cropped, lay, line } from "./ink-bitmap.js";

/** @import { Scene } from "../../types/api.js" */
/** @import { Point, Sheet } from "./ink-bitmap.js" */

/**
 * The scene with lines from point to point added to a drawing, which is always cut to its ink.
 *
 * @param {Scene} scene
 * @param {string|null} drawing  name of the picture to go on with; another is begun where it is gone
 * @param {Point[]} points  px of the canvas
 * @param {{ ink: number, width: number }} nib
 * @param {{ height: number, width: number }} canvas  px
 * @returns {{ scene: Scene, drawing: string|null }}  the name of the drawing, which may be another
 * @throws {RangeError} where the scene has no room for another picture
 */
export function draw(scene, drawing, points, { ink, width }, canvas) {
  const index = scene.objects.findIndex(({ object }) => object === drawing);
  const placed = scene.objects[index];
  const before = placed && read(scene.pictures?.[placed.object] ?? "");
  const sheet = blank(canvas.height, canvas.width);
  if (placed && before) lay(sheet, before, placed.row, placed.col);
  const changed = line(sheet, points, width, ink);
  const cut = changed ? cropped(sheet) : null;
  return cut ? show(scene, index, cut) : { scene, drawing };
}

/**
 * The scene with the ink of its drawings rubbed out along lines; a drawing without ink is gone.
 *
 * @param {Scene} scene
 * @param {Point[]} points  px of the canvas
 * @param {number} width  px
 * @returns {Scene}  the same where nothing was rubbed out
 * @throws {RangeError} where only one of several copies is rubbed and there is no room for it
 */
export function rub(scene, points, width) {
  let now = scene;
  for (let index = scene.objects.length - 1; index >= 0; index--) {
    const placed = now.objects[index];
    const sheet = placed && read(now.pictures?.[placed.object] ?? "");
    if (!placed || !sheet) continue;
    const there = points.map(({ row, col }) => ({ row: row - placed.row, col: col - placed.col }));
    if (!line(sheet, there, width, 0)) continue;
    const cut = cropped(sheet);
    now = cut
      ? show(now, index, { ...cut, row: cut.row + placed.row, col: cut.col + placed.col }).scene
      : remove(now, index);
  }
  return now;
}

/**
 * Whether a scene holds anything that can be rubbed out.
 *
 * @param {Scene} scene
 */
export function hasInk(scene) {
  return Object.values(scene.pictures ?? {}).some((png) => read(png) !== null);
}

/**
 * The scene in which object number `index` shows a sheet; -1 adds an object. Other copies of its
 * picture stay as they are.
 *
 * @param {Scene} scene
 * @param {number} index
 * @param {{ row: number, col: number, sheet: Sheet }} cut
 */
function show(scene, index, { row, col, sheet }) {
  const png = write(sheet);
  if (png.length > LONGEST_PICTURE)
    throw new LocalisedError(msg("The drawing has become too large."));
  const was = scene.objects[index]?.object;
  const alone = scene.objects.filter(({ object }) => object === was).length === 1;
  const name = was !== undefined && alone ? was : freeName(scene);
  const problem = noRoom(scene, name, was === undefined);
  if (problem) throw new LocalisedError(problem);
  const placed = { object: name, row, col };
  const objects =
    was === undefined ? [...scene.objects, placed] : scene.objects.with(index, placed);
  return {
    scene: { ...scene, objects, pictures: { ...scene.pictures, [name]: png } },
    drawing: name,
  };
}

/** @param {Scene} scene */
function freeName({ pictures = {} }) {
  let n = 1;
  while (`picture-drawn${n}` in pictures) n += 1;
  return `picture-drawn${n}`;
}
