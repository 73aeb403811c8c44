import { msg, str } from "@lit/localize";
import { BETWEEN, NONE, readScene } from "../url/scene-codec.js";
import { quoted } from "../i18n/quotation.js";
import { INITIAL_STATE } from "../state/initial-state.js";

/** @import { Part } from "../url/url-params.js" */
/** @import { Scene } from "../types/api.js" */

/** The attribute `scene` as a part of a permalink, with its pictures passed separately. @type {Part} */
export const part = {
  names: ["scene", "pictures"],
  keys: ["scene"],
  write: () => ({}),
  read: (params) => ({
    scene:
      readScene(params, "scene", "pictures", { stored: params.storedPictures.scene }) ??
      INITIAL_STATE.scene,
  }),
};

/**
 * Normalises a scene to a permalink's form, `face.3.3~arm.22.14`, from that form or the REST API's JSON.
 *
 * @param {string} text
 * @returns {{ scene: string|null, pictures: string|null, stored: Record<string, string>,
 *   problems: string[] }}  stored: PNGs in base64, by name
 */
export function shortened(text) {
  if (!text.trimStart().startsWith("{")) {
    return { scene: text.trim() || null, pictures: null, stored: {}, problems: [] };
  }
  const found = parsed(text);
  if (typeof found === "string") {
    return { scene: null, pictures: null, stored: {}, problems: [msg(str`scene: ${found}`)] };
  }
  const { objects, pictures = {} } = found;
  const names = Object.keys(pictures);
  return {
    scene: objects.map(({ object, row, col }) => `${object}.${row}.${col}`).join(BETWEEN) || NONE,
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
  if (!json) return expected('{"objects": [{"object": "face", "row": 3, "col": 3}]}', text);
  const { objects = [], pictures = {}, ...rest } = json;
  const [other] = Object.keys(rest);
  if (other !== undefined) return expected("objects, pictures", other);
  if (!Array.isArray(objects)) return expected("objects: […]", asJson(objects));
  const bad = objects.find((one) => !isPlacement(one));
  if (bad !== undefined) return expected('{"object": "face", "row": 3, "col": 3}', asJson(bad));
  if (!isTexts(pictures)) return expected('pictures: {"picture-x": "iVBOR…"}', asJson(pictures));
  return { objects, pictures };
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
 * @param {string} came
 */
function expected(what, came) {
  return msg(str`expected ${what}; got ${quoted(came)}`);
}

/** @param {unknown} value */
function asJson(value) {
  return JSON.stringify(value) ?? "";
}

/** @param {unknown} value */
function isPlacement(value) {
  if (typeof value !== "object" || value === null) return false;
  const { object, row, col, ...rest } = /** @type {Record<string, unknown>} */ (value);
  const named = typeof object === "string" && /^[a-z0-9-]{1,64}$/.test(object);
  return named && Number.isInteger(row) && Number.isInteger(col) && !Object.keys(rest).length;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, string>}
 */
function isTexts(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, text]) => /^picture-[0-9a-z]{1,24}$/.test(name) && typeof text === "string",
  );
}
