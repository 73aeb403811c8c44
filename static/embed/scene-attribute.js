import { msg, str } from "@lit/localize";
import { BETWEEN, readScene, writeBackground, writeObjects } from "../url/scene-codec.js";
import { quoted, quotedAround } from "../i18n/quotation.js";
import { INITIAL_STATE } from "../state/initial-state.js";
import { jsonErrorAt } from "./json-error.js";

/** @import { Part } from "../url/url-params.js" */
/** @import { Scene } from "../types/api.js" */

/** The attribute `scene` as a part of a permalink, with its pictures passed separately. @type {Part} */
export const part = {
  names: ["scene", "pictures", "background"],
  keys: ["scene"],
  write: () => ({}),
  read: (params) => ({
    scene:
      readScene(params, "scene", "pictures", {
        stored: params.storedPictures.scene,
        background: "background",
      }) ?? INITIAL_STATE.scene,
  }),
};

const NOTHING = { pictures: null, background: null, stored: {} };

/**
 * Normalises a scene to a permalink's form, `face.3.3~arm.22.14`, from that form or the REST API's JSON.
 *
 * @param {string} text
 * @returns {{ scene: string|null, pictures: string|null, background: string|null, stored: Record<string, string>,
 *   problems: string[] }}  stored: PNGs in base64, by name
 */
export function shortened(text) {
  if (!text.trimStart().startsWith("{")) {
    return { scene: text.trim() || null, ...NOTHING, problems: [] };
  }
  const found = parsed(text);
  if (typeof found === "string") {
    return { scene: null, ...NOTHING, problems: [msg(str`scene: ${found}`)] };
  }
  const { objects, pictures = {} } = found;
  const names = Object.keys(pictures);
  return {
    scene: writeObjects(objects),
    background: writeBackground(found),
    pictures: names.map((name) => `${name}.`).join(BETWEEN) || null,
    stored: pictures,
    problems: [],
  };
}

/**
 * @param {string} text
 * @returns {Scene|string}  the scene, or an error message
 */
function parsed(text) {
  const json = fromJson(text);
  if (!json) {
    const got = quotedAround(text, jsonErrorAt(text));
    return expected('{"objects": [{"object": "face", "row": 3, "col": 3}]}', got);
  }
  const { objects = [], pictures = {}, background = null, ...rest } = json;
  const [other] = Object.keys(rest);
  if (other !== undefined) return expected("objects, pictures, background", quoted(other));
  if (!isBackground(background)) {
    return expected('background: "#rrggbb" | "picture-x"', quoted(asJson(background)));
  }
  if (!Array.isArray(objects)) return expected("objects: […]", quoted(asJson(objects)));
  const bad = objects.find((one) => strangeField(one) !== null);
  if (bad !== undefined) {
    const got = asJson(bad);
    const at = Math.max(0, got.indexOf(`"${strangeField(bad)}":`));
    return expected('{"object": "face", "row": 3, "col": 3}', quotedAround(got, at));
  }
  if (!isObject(pictures)) {
    return expected('pictures: {"picture-x": "iVBOR…"}', quoted(asJson(pictures)));
  }
  const odd = Object.entries(pictures).find(([name, png]) => !isPicture(name, png));
  if (odd) {
    const [name, png] = odd;
    const got = typeof png === "string" ? name : `${name}: ${asJson(png)}`;
    return expected('pictures: {"picture-x": "iVBOR…"}', quoted(got));
  }
  const entries = Object.entries(/** @type {Record<string, string>} */ (pictures));
  return {
    objects,
    ...(background === null ? {} : { background: background.toLowerCase() }),
    pictures: Object.fromEntries(entries.map(([name, png]) => [name, plain(png)])),
  };
}

/**
 * Base64 as links and the page write it: in one line, with its padding. The REST API takes lines and
 * base64url as well.
 *
 * @param {string} text
 */
function plain(text) {
  const data = text.replace(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/");
  return data.padEnd(Math.ceil(data.length / 4) * 4, "=");
}

/**
 * @param {string} text  starts with a brace
 * @returns {Record<string, unknown>|null}  null if it is no JSON
 */
function fromJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} what
 * @param {string} got  quoted
 */
function expected(what, got) {
  return msg(str`expected ${what}; got ${got}`);
}

/** @param {unknown} value */
function asJson(value) {
  return JSON.stringify(value) ?? "";
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The name of the first field that is wrong in a placement: "" if it is none at all; null if all are
 * right.
 *
 * @param {unknown} value
 */
function strangeField(value) {
  if (!isObject(value)) return "";
  const { object, row, col, scale = 1, ...rest } = value;
  if (typeof object !== "string" || !/^[a-z0-9-]{1,64}$/.test(object)) return "object";
  if (!Number.isInteger(row)) return "row";
  if (!Number.isInteger(col)) return "col";
  if (!Number.isInteger(scale)) return "scale";
  return Object.keys(rest)[0] ?? null;
}

/**
 * @param {unknown} value
 * @returns {value is string|null}
 */
function isBackground(value) {
  return value === null || /^(#[0-9a-f]{6}|picture-[0-9a-z]{1,24})$/i.test(String(value));
}

/**
 * @param {string} name
 * @param {unknown} png
 */
function isPicture(name, png) {
  return /^picture-[0-9a-z]{1,24}$/.test(name) && typeof png === "string";
}
