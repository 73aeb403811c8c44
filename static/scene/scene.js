import { LocalisedError } from "../state/error-types.js";
import { msg, str } from "@lit/localize";
import { header } from "./drawing-png.js";

/** @import { Sprite, Picture, Placement, Scene, SceneLimits } from "../types/api.js" */

/** Part of an object that always stays on the canvas, px, so that it can be dragged back. */
const GRIP = 4;

/** The largest whole number by which objects are enlarged. */
export const LARGEST_SCALE = 32;

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
 * The drawing that a name in a scene refers to: a palette object or one of the scene's pictures.
 *
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @param {string} name
 * @returns {Sprite|undefined}
 */
export function drawingOf(scene, palette, name) {
  const png = Object.hasOwn(scene.pictures ?? {}, name) ? scene.pictures?.[name] : undefined;
  const head = png === undefined ? null : header(png);
  if (!head) return palette.get(name);
  const { height, width, drawn } = head;
  const title = drawn ? msg("Drawing") : msg("Picture");
  return { name, title, kind: "picture", height, width, image: `data:image/png;base64,${png}` };
}

/**
 * The drawing of an object, as large as it is on the canvas.
 *
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @param {Placement|undefined} placed
 * @returns {Sprite|undefined}
 */
export function placedDrawing(scene, palette, placed) {
  const drawing = placed && drawingOf(scene, palette, placed.object);
  return drawing && enlarged(drawing, placed.scale);
}

/**
 * The drawing of a swept object, as large as it is on the canvas.
 *
 * @param {{ scene: Scene, index: number }} plan  of the sweep
 * @param {Map<string, Sprite>} palette
 */
export function sweptDrawing({ scene, index }, palette) {
  return placedDrawing(scene, palette, scene.objects[index]);
}

/**
 * A drawing with the size that it has on the canvas.
 *
 * @param {Sprite} drawing
 * @param {number} [scale]
 * @returns {Sprite}
 */
export function enlarged(drawing, scale = 1) {
  if (scale === 1) return drawing;
  return { ...drawing, height: drawing.height * scale, width: drawing.width * scale };
}

/**
 * The scale at which a drawing of the palette takes as much of a canvas as of one of 64 × 64 px.
 *
 * @param {{ height: number, width: number }} canvas  px
 */
export function fittingScale({ height, width }) {
  return clamp(Math.round(Math.min(height, width) / 64), 1, LARGEST_SCALE);
}

/**
 * The scale of an object that is placed: drawings of the palette fit the canvas, photographs and pictures
 * keep their size.
 *
 * @param {Map<string, Sprite>} palette
 * @param {string} name
 * @param {{ height: number, width: number }} canvas  px
 */
export function startScale(palette, name, canvas) {
  const kind = palette.get(name)?.kind;
  return kind === undefined || kind === "photograph" ? 1 : fittingScale(canvas);
}

/**
 * The scene with object number `index` at another scale, its middle where it was, or as near as whole px
 * allow.
 *
 * @param {Scene} scene
 * @param {number} index
 * @param {number} scale  a whole number
 * @param {Map<string, Sprite>} palette
 * @param {{ height: number, width: number }} canvas  px
 * @returns {Scene}
 */
export function rescale(scene, index, scale, palette, canvas) {
  const was = scene.objects[index];
  const before = placedDrawing(scene, palette, was);
  const drawing = was && drawingOf(scene, palette, was.object);
  const next = clamp(Math.round(scale), 1, LARGEST_SCALE);
  if (!was || !before || !drawing || next === (was.scale ?? 1)) return scene;
  const after = enlarged(drawing, next);
  const { scale: _, ...rest } = was;
  const now = { ...rest, ...scaleField(next) };
  // Toward zero, so that larger and smaller again end where they began.
  const row = was.row + Math.trunc((before.height - after.height) / 2);
  const col = was.col + Math.trunc((before.width - after.width) / 2);
  const changed = { ...scene, objects: scene.objects.with(index, now) };
  return move(changed, index, row, col, after, canvas);
}

/**
 * The scene on another canvas: drawings of the palette take as much of it as before, at the same place as near
 * as whole px allow, and none is off it that fits.
 *
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @param {{ height: number, width: number }} from  px
 * @param {{ height: number, width: number }} to  px
 * @returns {Scene}
 */
export function fitted(scene, palette, from, to) {
  const ratio = fittingScale(to) / fittingScale(from);
  const objects = scene.objects.map((placed) => {
    const drawing = palette.get(placed.object);
    if (!drawing) return placed;
    const { scale: was = 1, ...rest } = placed;
    const scale = clamp(Math.round(was * ratio), 1, LARGEST_SCALE);
    const { height, width } = enlarged(drawing, scale);
    const row = clamp(Math.round(placed.row * ratio), 0, Math.max(to.height - height, 0));
    const col = clamp(Math.round(placed.col * ratio), 0, Math.max(to.width - width, 0));
    return { ...rest, row, col, ...scaleField(scale) };
  });
  return { ...scene, objects };
}

/**
 * The field `scale` of a placement, left out for 1.
 *
 * @param {number|undefined} scale
 * @returns {{ scale?: number }}
 */
export function scaleField(scale = 1) {
  return scale === 1 ? {} : { scale };
}

/**
 * The scene with another background; a picture that only the former one showed is removed.
 *
 * @param {Scene} scene
 * @param {string|null} background  `#rrggbb` or the name of a picture; null for black
 * @returns {Scene}
 */
export function withBackground(scene, background) {
  const { background: _, ...rest } = scene;
  const black = background === null || background === "#000000";
  return withUsedPictures(black ? rest : { ...rest, background });
}

/**
 * The background of a scene without objects, to compare its objects with.
 *
 * @param {Scene} scene
 * @returns {Scene}
 */
export function cleared({ background, pictures }) {
  if (background === undefined) return { objects: [] };
  const png = pictures?.[background];
  return {
    objects: [],
    background,
    ...(png === undefined ? {} : { pictures: { [background]: png } }),
  };
}

/**
 * The scene without pictures that neither an object nor the background shows.
 *
 * @param {Scene} scene
 * @returns {Scene}
 */
function withUsedPictures(scene) {
  if (!scene.pictures) return scene;
  const used = new Set(scene.objects.map(({ object }) => object));
  const kept = Object.entries(scene.pictures).filter(
    ([name]) => used.has(name) || name === scene.background,
  );
  return { ...scene, pictures: Object.fromEntries(kept) };
}

/**
 * Why nothing more can be added to a scene; null if it can.
 *
 * @param {Scene} scene
 * @param {string} name  of the picture to add
 * @param {SceneLimits} limits
 * @param {boolean} [another]  whether an object is added too
 * @param {string} [png]  of the picture
 */
export function fullReason({ objects, pictures = {} }, name, limits, another = true, png = "") {
  if (another && objects.length >= limits.objects) {
    return msg(str`A scene holds ${limits.objects} objects at most; remove one first.`);
  }
  if (!(name in pictures) && Object.keys(pictures).length >= limits.pictures) {
    return msg(str`A scene holds ${limits.pictures} pictures at most; remove one first.`);
  }
  const { [name]: _, ...others } = pictures;
  const length = Object.values({ ...others, [name]: png }).reduce(
    (sum, one) => sum + one.length,
    0,
  );
  if (length > limits.picture_text) {
    return msg("The pictures of this scene are too large together; remove one first.");
  }
  return null;
}

/**
 * The scene with a picture added on top, in the centre of the canvas.
 *
 * @param {Scene} scene
 * @param {Picture} picture
 * @param {{ height: number, width: number }} canvas  px
 * @param {SceneLimits} limits
 * @returns {Scene}
 * @throws {LocalisedError} if the scene is full
 */
export function addPicture(scene, { name, height, width, png }, canvas, limits) {
  const problem = fullReason(scene, name, limits, true, png);
  if (problem) throw new LocalisedError(problem);
  const placed = {
    object: name,
    row: Math.floor((canvas.height - height) / 2),
    col: Math.floor((canvas.width - width) / 2),
  };
  return add({ ...scene, pictures: { ...scene.pictures, [name]: png } }, placed, limits);
}

/**
 * The scene with object number `index` moved to (row, col), rounded to whole px and clamped so that
 * part of it stays on the canvas.
 *
 * @param {Scene} scene
 * @param {number} index
 * @param {number} row
 * @param {number} col
 * @param {Sprite} drawing
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
  return { ...scene, objects: scene.objects.with(index, now) };
}

/**
 * The place nearest to another one at which a whole drawing is on the canvas; at its upper left edges if it
 * is larger.
 *
 * @param {number} row
 * @param {number} col
 * @param {Pick<Sprite, "height"|"width">} drawing
 * @param {{ height: number, width: number }} canvas  px
 */
export function wholeAt(row, col, drawing, canvas) {
  return {
    row: clamp(Math.round(row), 0, Math.max(canvas.height - drawing.height, 0)),
    col: clamp(Math.round(col), 0, Math.max(canvas.width - drawing.width, 0)),
  };
}

/**
 * The scene with every object shifted by whole px. If one of them would be clamped, the scene stays
 * unchanged, so that the result is always an exact shift.
 *
 * @param {Scene} scene
 * @param {number} down
 * @param {number} right
 * @param {Map<string, Sprite>} palette
 * @param {{ height: number, width: number }} canvas  px
 * @returns {Scene}
 */
export function nudge(scene, down, right, palette, canvas) {
  let now = scene;
  for (const [index, placed] of scene.objects.entries()) {
    const { row, col } = placed;
    const drawing = placedDrawing(scene, palette, placed);
    if (!drawing) continue;
    now = move(now, index, row + down, col + right, drawing, canvas);
    const there = now.objects[index];
    if (there?.row !== row + down || there.col !== col + right) return scene;
  }
  return now;
}

/**
 * The scene with one more object on top; unchanged if it is full.
 *
 * @param {Scene} scene
 * @param {Placement} placement
 * @param {SceneLimits} limits
 * @returns {Scene}
 */
export function add(scene, placement, limits) {
  if (scene.objects.length >= limits.objects) return scene;
  return { ...scene, objects: [...scene.objects, placement] };
}

/**
 * The scene without object number `index`, and without its picture if nothing else shows it.
 *
 * @param {Scene} scene
 * @param {number} index
 * @returns {Scene}
 */
export function remove(scene, index) {
  if (!(index in scene.objects)) return scene;
  return withUsedPictures({ ...scene, objects: scene.objects.toSpliced(index, 1) });
}

/**
 * Index of the topmost object whose box contains the pixel, or null.
 *
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @param {number} row
 * @param {number} col
 * @returns {number|null}
 */
export function hit(scene, palette, row, col) {
  for (let index = scene.objects.length - 1; index >= 0; index--) {
    const placed = scene.objects[index];
    const drawing = placedDrawing(scene, palette, placed);
    if (!placed || !drawing) continue;
    const [down, right] = [row - placed.row, col - placed.col];
    if (down >= 0 && right >= 0 && down < drawing.height && right < drawing.width) return index;
  }
  return null;
}

/**
 * A position for a new object: the first on a coarse grid where its box overlaps no other. On a full
 * canvas it is near the centre, and differs for each object, so that none hides the one before.
 *
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @param {Sprite} drawing  as large as it will be on the canvas
 * @param {{ height: number, width: number }} canvas  px
 * @returns {{ row: number, col: number }}
 */
export function freePlace(scene, palette, drawing, canvas) {
  const step = 3;
  for (let row = step; row + drawing.height <= canvas.height; row += step) {
    for (let col = step; col + drawing.width <= canvas.width; col += step) {
      const free = scene.objects.every((placed) => {
        const other = placedDrawing(scene, palette, placed);
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
