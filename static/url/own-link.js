import { isOwnId } from "../server/restore.js";
import { SIDES } from "../state/network-sides.js";

/** @import { OwnOptions, Reduce } from "../types/api.js" */
/** @import { OwnNetwork, Side } from "../types/state.js" */

/** A visitor's own networks in a permalink: with what a network was sent, for whoever has its file. */

/** The parameter of each side. @type {Record<Side, string>} */
export const NAMES = { model: "own", twin: "own-twin" };

/** Longest settings that are written; longer ones are written without the classes' names. */
const MAX_CHARACTERS = 6000;

/** Ways to make one answer of a map. @type {ReadonlySet<Reduce>} */
const REDUCES = new Set(/** @type {const} */ (["max", "mean", "difference"]));

/**
 * A network's settings as a parameter; null for a network that is none of the visitor's own.
 *
 * @param {string|undefined} id
 * @param {readonly Pick<OwnNetwork, "id"|"options">[]} own  of which this page knows the settings
 * @returns {string|null}
 */
export function writeOwn(id, own) {
  const found = own.find((network) => network.id === id);
  if (!found) return null;
  const { classes: _, ...others } = found.options;
  const whole = JSON.stringify(found.options);
  return whole.length > MAX_CHARACTERS ? JSON.stringify(others) : whole;
}

/**
 * The settings in a parameter; null for anything else. The server judges the values.
 *
 * @param {string} text
 * @returns {OwnOptions|null}
 */
export function readOwn(text) {
  try {
    const given = JSON.parse(text);
    if (!isObject(given)) return null;
    const { title, classes, input, reduce, volumes } = given;
    const isTexts = (/** @type {unknown} */ list) =>
      Array.isArray(list) && list.every((each) => typeof each === "string");
    return {
      ...(typeof title === "string" ? { title: title.slice(0, 200) } : {}),
      ...(isTexts(classes) ? { classes } : {}),
      ...(isObject(input) ? { input } : {}),
      ...(REDUCES.has(reduce) ? { reduce } : {}),
      ...(isTexts(volumes) ? { volumes } : {}),
    };
  } catch {
    return null;
  }
}

/** @param {unknown} value  parsed JSON */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The visitors' networks that a permalink names.
 *
 * @param {string} fragment  with or without `#`
 * @returns {{ side: Side, id: string, options: OwnOptions }[]}
 */
export function ownIn(fragment) {
  const params = new URLSearchParams(fragment.replace(/^#/, "").replaceAll("+", "%2B"));
  return SIDES.flatMap((side) => {
    const id = params.get(side) ?? "";
    const options = readOwn(params.get(NAMES[side]) ?? "") ?? {};
    return isOwnId(id) ? [{ side, id, options }] : [];
  });
}
