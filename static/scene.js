/** @import { Drawing, Placement, Scene } from "./types.js" */

/** As many objects as the server takes. */
export const MAX_OBJECTS = 32;

/** How much of an object, in px, always stays on the canvas, so that it can be taken hold of. */
const GRIP = 4;

/** A human figure that fits a canvas of 64 × 64 px. @type {Placement[]} */
export const BODY = [
  { object: "face", row: 0, col: 21 },
  { object: "torso", row: 21, col: 24 },
  { object: "arm", row: 22, col: 14 },
  { object: "arm", row: 22, col: 40 },
  { object: "leg", row: 40, col: 22 },
  { object: "leg", row: 40, col: 33 },
];

/**
 * The scene with object number `index` at (row, col), whole px, kept within reach.
 *
 * @param {Scene} scene
 * @param {number} index
 * @param {number} row
 * @param {number} col
 * @param {Drawing} drawing
 * @param {{ height: number, width: number }} canvas  px
 * @returns {Scene}
 */
export function move(scene, index, row, col, drawing, canvas) {
  const was = scene.objects[index];
  if (!was) return scene;
  const now = {
    ...was,
    row: clamp(Math.round(row), GRIP - drawing.height, canvas.height - GRIP),
    col: clamp(Math.round(col), GRIP - drawing.width, canvas.width - GRIP),
  };
  if (now.row === was.row && now.col === was.col) return scene;
  return { objects: scene.objects.with(index, now) };
}

/**
 * The scene with every object moved by whole px.
 *
 * @param {Scene} scene
 * @param {number} down
 * @param {number} right
 * @returns {Scene}
 */
export function nudge(scene, down, right) {
  return {
    ...scene,
    objects: scene.objects.map((placed) => ({
      ...placed,
      row: placed.row + down,
      col: placed.col + right,
    })),
  };
}

/**
 * The scene with one more object, on top; unchanged when it is full.
 *
 * @param {Scene} scene
 * @param {Placement} placement
 * @returns {Scene}
 */
export function add(scene, placement) {
  if (scene.objects.length >= MAX_OBJECTS) return scene;
  return { objects: [...scene.objects, placement] };
}

/**
 * The scene without object number `index`.
 *
 * @param {Scene} scene
 * @param {number} index
 * @returns {Scene}
 */
export function remove(scene, index) {
  if (!(index in scene.objects)) return scene;
  return { objects: scene.objects.toSpliced(index, 1) };
}

/**
 * The topmost object whose box holds the pixel, or null.
 *
 * @param {Scene} scene
 * @param {Map<string, Drawing>} palette
 * @param {number} row
 * @param {number} col
 * @returns {number|null}
 */
export function hit(scene, palette, row, col) {
  for (let index = scene.objects.length - 1; index >= 0; index--) {
    const placed = scene.objects[index];
    const drawing = placed && palette.get(placed.object);
    if (!placed || !drawing) continue;
    const [down, right] = [row - placed.row, col - placed.col];
    if (down >= 0 && right >= 0 && down < drawing.height && right < drawing.width) return index;
  }
  return null;
}

/**
 * A free place for a new object: the first on a coarse grid whose box overlaps no other object's;
 * on a full canvas one near the middle, another for each object, so that none hides the last.
 *
 * @param {Scene} scene
 * @param {Map<string, Drawing>} palette
 * @param {Drawing} drawing
 * @param {{ height: number, width: number }} canvas  px
 * @returns {{ row: number, col: number }}
 */
export function freePlace(scene, palette, drawing, canvas) {
  const step = 3;
  for (let row = step; row + drawing.height <= canvas.height; row += step) {
    for (let col = step; col + drawing.width <= canvas.width; col += step) {
      const free = scene.objects.every((placed) => {
        const other = palette.get(placed.object);
        return (
          !other ||
          row + drawing.height <= placed.row ||
          placed.row + other.height <= row ||
          col + drawing.width <= placed.col ||
          placed.col + other.width <= col
        );
      });
      if (free) return { row, col };
    }
  }
  const aside = ((scene.objects.length % 7) - 3) * 3;
  return {
    row: Math.round((canvas.height - drawing.height) / 2) + aside,
    col: Math.round((canvas.width - drawing.width) / 2) + aside,
  };
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
