import { msg, str } from "@lit/localize";
import { withDecodedPictures } from "../scene/decode-pictures.js";
import { part as camera } from "../url/parts/camera.js";
import { part as cell } from "../url/parts/cell.js";
import { part as networks } from "../url/parts/networks.js";
import { part as selection } from "../url/parts/selection.js";
import { part as theme } from "../url/parts/theme.js";
import { part as volumeDisplay } from "../url/parts/volume-display.js";
import { quoted } from "../i18n/quotation.js";
import { UrlParams } from "../url/url-params.js";
import { browserLanguages, preferred, tagLanguage } from "../i18n/locale.js";
import { part as scene, shortened } from "./scene-attribute.js";

/** @import { Server } from "../server/base-url.js" */
/** @import { PermalinkContext } from "../url/url-params.js" */
/** @import { State } from "../types/state.js" */

/** The parts of a permalink that attributes of the same names can set. */
const PARTS = [networks, scene, selection, cell, volumeDisplay, camera, theme];

/** Attributes whose text is read as in a permalink (`docs/links.md`). */
export const TEXTS = /** @type {const} */ ([
  "model",
  "object",
  "slice",
  "cell",
  "spread",
  "scale",
  "camera",
  "turn",
  "theme",
]);

/**
 * Reads an element's attributes. Invalid ones keep their initial value and are reported.
 *
 * @param {(name: string) => string|null} get
 * @param {PermalinkContext} context
 * @returns {{ changes: Partial<State>, problems: string[] }}
 */
export function readAttributes(get, context) {
  /** @type {Map<string, string>} */
  const parameters = new Map();
  for (const name of TEXTS) set(parameters, name, get(name));
  const short = shortened(get("scene") ?? "");
  set(parameters, "scene", short.scene);
  set(parameters, "pictures", short.pictures);
  set(parameters, "background", short.background);
  const storedPictures = { scene: short.stored, pinned: {} };
  const params = new UrlParams(parameters, { ...context, storedPictures }, PARTS);
  params.problems = short.problems;
  const changes = Object.assign({}, ...PARTS.map((part) => params.read(part)));
  return { changes, problems: params.problems };
}

/**
 * The same attributes, with the scene's pictures as the server decodes them; broken ones are left out
 * and reported.
 *
 * @param {ReturnType<typeof readAttributes>} found
 * @param {Server} server
 */
export async function withPictures({ changes, problems }, server) {
  if (!changes.scene) return { changes, problems };
  const { scene, broken } = await withDecodedPictures(changes.scene, server);
  const refused = broken.map((name) => msg(str`${name}: expected a PNG with its pixels`));
  return { changes: { ...changes, scene }, problems: [...problems, ...refused] };
}

/**
 * The keys of the state that an attribute sets, with those that depend on them.
 *
 * @param {string} name
 * @returns {readonly (keyof State)[]}
 */
export function keysOf(name) {
  switch (name) {
    case "model":
      return ["model", "selection", "pinnedCell"];
    case "scene":
      return ["scene", "selection"];
    default:
      return PARTS.find(({ names }) => names.includes(name))?.keys ?? [];
  }
}

/**
 * The language of an element: that of its place in the page, else the visitor's.
 *
 * @param {Element} element
 * @param {string[]} problems  new ones are added
 * @returns {string}
 */
export function languageOf(element, problems) {
  const wanted = element.closest("[lang]")?.getAttribute("lang");
  if (!wanted) return preferred();
  // An unknown language of the host page is not this element's error.
  if (tagLanguage(wanted) === null && element.hasAttribute("lang")) {
    problems.push(msg(str`lang: expected a language such as en or zh; got ${quoted(wanted)}`));
  }
  return preferred([wanted, ...browserLanguages()]);
}

/**
 * @param {Map<string, string>} parameters
 * @param {string} name
 * @param {string|null} value
 */
function set(parameters, name, value) {
  if (value !== null) parameters.set(name, value);
}
