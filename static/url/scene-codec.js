import { msg, str } from "@lit/localize";
import { isAccepted } from "../scene/drawing-png.js";
import { LARGEST_SCALE, placedDrawing, scaleField } from "../scene/scene.js";

/** @import { PicturesByScene, UrlParams } from "./url-params.js" */
/** @import { Placement, Scene } from "../types/api.js" */
/** @import { State } from "../types/state.js" */

/**
 * Encodes scenes in permalinks: `face.3.3~arm.22.14.2`, an object, its row, col and scale, and pictures as
 * base64url, `picture-drawn1.iVBOR…`. A background is `00ff7a` or the name of a picture.
 */

/** Separators of a list's items, and of an item's fields; neither needs percent-encoding. */
export const BETWEEN = "~";
export const NONE = "none";

/**
 * Most characters of all pictures in a permalink: enough for a photo as large as the canvas, or for
 * all the drawings of two full scenes.
 */
export const MAX_PICTURE_CHARACTERS = 24_000;

const PLACED = /^([a-z0-9-]{1,64})\.(-?\d{1,4})\.(-?\d{1,4})(?:\.(\d{1,2}))?$/;
const COLOUR = /^[0-9a-f]{6}$/;
/** Base64url; base64 is read too. */
const PICTURE = /^(picture-[0-9a-z]{1,24})\.([A-Za-z0-9_+/-]*={0,2})$/;

/**
 * Divides pictures into those that fit in a permalink and the rest, which must be stored elsewhere.
 * The scene's come first, then those of scene A that differ.
 *
 * @param {Pick<State, "scene"|"pinned">} state
 * @returns {{ held: PicturesByScene, left: PicturesByScene }}
 */
export function divide({ scene, pinned }) {
  /** @type {{ held: PicturesByScene, left: PicturesByScene }} */
  const parts = { held: { scene: {}, pinned: {} }, left: { scene: {}, pinned: {} } };
  let remaining = MAX_PICTURE_CHARACTERS;
  const own = scene.pictures ?? {};
  const all = [
    ...Object.entries(own).map(([name, png]) => ({
      of: /** @type {const} */ ("scene"),
      name,
      png,
    })),
    ...Object.entries(pinned?.pictures ?? {})
      .filter(([name, png]) => own[name] !== png)
      .map(([name, png]) => ({ of: /** @type {const} */ ("pinned"), name, png })),
  ];
  for (const { of, name, png } of all) {
    const fits = png.length <= remaining;
    if (fits) remaining -= png.length;
    parts[fits ? "held" : "left"][of][name] = png;
  }
  return parts;
}

/** @param {Placement[]} objects */
export function writeObjects(objects) {
  if (objects.length === 0) return NONE;
  const items = objects.map(({ object, row, col, scale = 1 }) =>
    [object, row, col, ...(scale === 1 ? [] : [scale])].join("."),
  );
  return items.join(BETWEEN);
}

/**
 * @param {Scene} scene
 * @returns {string|null}
 */
export function writeBackground({ background }) {
  return background?.replace("#", "") ?? null;
}

/**
 * @param {Record<string, string>} held
 * @param {Record<string, string>} left  pictures of which only the names are written
 * @returns {string|null}
 */
export function writePictures(held, left) {
  const items = [
    ...Object.entries(held).map(([name, png]) => `${name}.${toUrl(png)}`),
    ...Object.keys(left).map((name) => `${name}.`),
  ];
  return items.length ? items.join(BETWEEN) : null;
}

/**
 * Reads a scene from its parameters; null if none of its objects is valid.
 *
 * @param {UrlParams} params
 * @param {string} objects  name of the parameter with the objects
 * @param {string} pictures  name of the parameter with the pictures
 * @param {{ stored: Record<string, string>, others?: Record<string, string>, background?: string }} known
 *   pictures that did not fit in the link, and those of another scene, which this one may use too; name of
 *   the parameter with the background
 * @returns {Scene|null}
 */
export function readScene(params, objects, pictures, { stored, others = {}, background }) {
  const own = readPictures(params, pictures, stored);
  const text = params.get(objects);
  const shared = Object.entries(others).filter(([name]) => !own.named.has(name));
  const all = { ...Object.fromEntries(shared), ...own.pictures };
  const behind = readBackground(params, background, all);
  if (text === null) return null;
  if (text === NONE) {
    const used = Object.entries(all).filter(
      ([name]) => name in own.pictures || name === behind.background,
    );
    return { objects: [], ...picturesIfAny(Object.fromEntries(used)), ...behind };
  }
  const items = text.split(BETWEEN);
  const max = params.limits.scene.objects;
  if (items.length > max) {
    params.refuse(objects, msg(str`at most ${max} objects`), String(items.length));
  }
  const placed = items.slice(0, max).flatMap((item) => {
    const found = readPlacement(params, objects, item, { objects: [], pictures: all });
    return found ? [found] : [];
  });
  if (placed.length === 0) return null;
  const shown = new Set(placed.map(({ object }) => object));
  const used = Object.entries(all).filter(
    ([name]) => name in own.pictures || shown.has(name) || name === behind.background,
  );
  return { objects: placed, ...picturesIfAny(Object.fromEntries(used)), ...behind };
}

/**
 * @param {UrlParams} params
 * @param {string|undefined} name  of the parameter
 * @param {Record<string, string>} pictures
 * @returns {{ background?: string }}
 */
function readBackground(params, name, pictures) {
  const text = name === undefined ? null : params.get(name);
  if (name === undefined || text === null) return {};
  if (COLOUR.test(text)) return text === "000000" ? {} : { background: `#${text}` };
  if (text.startsWith("picture-") && Object.hasOwn(pictures, text)) return { background: text };
  params.refuse(name, msg("six hexadecimal digits of a colour, or a picture of the link"), text);
  return {};
}

/**
 * @param {UrlParams} params
 * @param {string} name  of the parameter
 * @param {string} item
 * @param {Scene} scene  with the pictures
 * @returns {Placement|null}
 */
function readPlacement(params, name, item, scene) {
  const [, object = "", down, right, factor = "1"] = PLACED.exec(item) ?? [];
  const scale = Number(factor);
  const size = Math.min(Math.max(scale, 1), LARGEST_SCALE);
  const drawing =
    object && placedDrawing(scene, params.palette, { object, row: 0, col: 0, scale: size });
  if (!drawing) {
    params.refuse(
      name,
      msg("an object of the palette or picture of the link, and its place"),
      item,
      Math.max(0, item.search(/[^a-z0-9.-]/)),
    );
    return null;
  }
  const [, height = 1, width = 1] = params.state("model").input_shape;
  // At least one pixel of the object must be on the canvas.
  const row = Math.min(Math.max(Number(down), 1 - drawing.height), height - 1) || 0;
  const col = Math.min(Math.max(Number(right), 1 - drawing.width), width - 1) || 0;
  if (row !== Number(down) || col !== Number(right)) {
    params.refuse(name, msg("a place on the canvas"), item);
  }
  if (size !== scale) params.refuse(name, msg(str`a scale from 1 to ${LARGEST_SCALE}`), item);
  return { object, row, col, ...scaleField(size) };
}

/**
 * @param {UrlParams} params
 * @param {string} name  of the parameter
 * @param {Record<string, string>} stored
 * @returns {{ pictures: Record<string, string>, named: Set<string> }}  named: all names, also of
 *   pictures that could not be read
 */
function readPictures(params, name, stored) {
  /** @type {Record<string, string>} */
  const pictures = {};
  /** @type {Set<string>} */
  const named = new Set();
  const items = params.get(name)?.split(BETWEEN) ?? [];
  const limits = params.limits.scene;
  const max = limits.pictures;
  if (items.length > max) {
    params.refuse(name, msg(str`at most ${max} pictures`), String(items.length));
  }
  for (const item of items.slice(0, max)) {
    const [, own = "", text = ""] = PICTURE.exec(item) ?? [];
    if (!own) {
      params.refuse(name, msg("a name and a PNG in base64url"), item, odd(item));
      continue;
    }
    named.add(own);
    const before = Object.hasOwn(stored, own) ? stored[own] : undefined;
    const png = text ? fromUrl(text) : before;
    if (typeof png === "string" && isAccepted(png, limits)) pictures[own] = png;
    else if (text) params.refuse(name, msg("a whole PNG of a size that fits into a scene"), own);
    else params.refuse(name, msg("a picture that fits in a link"), own);
  }
  return { pictures, named };
}

/**
 * Index of the first character that a picture in a link cannot have.
 *
 * @param {string} item
 */
function odd(item) {
  const [name = ""] = /^picture-[0-9a-z]{0,24}\.?/.exec(item) ?? [];
  const at = item.slice(name.length).search(/[^A-Za-z0-9_+/-]/);
  return name.endsWith(".") && at >= 0 ? name.length + at : name.length;
}

/**
 * The `pictures` field of a scene, omitted if there are none.
 *
 * @param {Record<string, string>} pictures
 */
function picturesIfAny(pictures) {
  return Object.keys(pictures).length ? { pictures } : {};
}

/** @param {string} png  base64 */
function toUrl(png) {
  return png.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text  base64url */
function fromUrl(text) {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return plain.padEnd(Math.ceil(plain.length / 4) * 4, "=");
}
