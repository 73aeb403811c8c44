import { LocalisedError } from "../../state/error-types.js";
import { msg } from "@lit/localize";
import { read, write } from "../drawing-png.js";
import { fullReason, remove, scaleField } from "../scene.js";
import { blank, cropped, lay, line } from "./ink-bitmap.js";

/** @import { Scene, SceneLimits } from "../../types/api.js" */
/** @import { Point, Sheet } from "./ink-bitmap.js" */

/**
 * The scene with a polyline added to a drawing, which is cropped to its ink.
 *
 * @param {Scene} scene
 * @param {string|null} drawing  name of the picture to continue; a new one is started if it is gone
 * @param {Point[]} points  px of the canvas
 * @param {{ ink: number, width: number }} nib
 * @param {{ height: number, width: number }} canvas  px
 * @param {SceneLimits} limits
 * @returns {{ scene: Scene, drawing: string|null }}  drawing: the name of the picture drawn on
 * @throws {LocalisedError} if a new picture is needed and the scene is full
 */
export function draw(scene, drawing, points, { ink, width }, canvas, limits) {
  // A drawing that was enlarged has no pixels as fine as the pen's: a new one is started.
  const index = scene.objects.findIndex(
    ({ object, scale = 1 }) => object === drawing && scale === 1,
  );
  const placed = scene.objects[index];
  const before = placed && read(scene.pictures?.[placed.object] ?? "");
  const sheet = blank(canvas.height, canvas.width);
  if (placed && before) lay(sheet, before, placed.row, placed.col);
  const changed = line(sheet, points, width, ink);
  const cut = changed ? cropped(sheet) : null;
  return cut ? show(scene, index, cut, limits) : { scene, drawing };
}

/**
 * The scene with its drawings erased along a polyline. Drawings without ink are removed.
 *
 * @param {Scene} scene
 * @param {Point[]} points  px of the canvas
 * @param {number} width  px
 * @param {SceneLimits} limits
 * @returns {Scene}  the same scene if nothing was erased
 * @throws {LocalisedError} if one of several copies is erased and the scene has no room for a new picture
 */
export function rub(scene, points, width, limits) {
  let now = scene;
  for (let index = scene.objects.length - 1; index >= 0; index--) {
    const placed = now.objects[index];
    const sheet = placed && read(now.pictures?.[placed.object] ?? "");
    if (!placed || !sheet) continue;
    const { scale = 1 } = placed;
    const there = points.map(({ row, col }) => ({
      row: Math.floor((row - placed.row) / scale),
      col: Math.floor((col - placed.col) / scale),
    }));
    if (!line(sheet, there, Math.max(Math.round(width / scale), 1), 0)) continue;
    const cut = cropped(sheet);
    const moved = cut && {
      ...cut,
      row: cut.row * scale + placed.row,
      col: cut.col * scale + placed.col,
    };
    now = moved ? show(now, index, moved, limits).scene : remove(now, index);
  }
  return now;
}

/**
 * Whether a scene has anything to erase.
 *
 * @param {Scene} scene
 */
export function hasInk(scene) {
  return Object.values(scene.pictures ?? {}).some((png) => read(png) !== null);
}

/**
 * The scene with a sheet as the picture of object number `index`; -1 adds an object. Other objects
 * with the former picture keep it.
 *
 * @param {Scene} scene
 * @param {number} index
 * @param {{ row: number, col: number, sheet: Sheet }} cut
 * @param {SceneLimits} limits
 */
function show(scene, index, { row, col, sheet }, limits) {
  const png = write(sheet);
  if (png.length > limits.picture_text)
    throw new LocalisedError(msg("The drawing has become too large."));
  const { object: was, scale } = scene.objects[index] ?? {};
  const alone = scene.objects.filter(({ object }) => object === was).length === 1;
  const name = was !== undefined && alone ? was : freeName(scene);
  const problem = fullReason(scene, name, limits, was === undefined, png);
  if (problem) throw new LocalisedError(problem);
  const placed = { object: name, row, col, ...scaleField(scale) };
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
