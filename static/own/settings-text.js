import { msg, str } from "@lit/localize";
import { enumerated, listed } from "../i18n/locale.js";
import { percentText } from "../i18n/percent.js";
import { inputText } from "./input-text.js";

/** @import { OwnOptions, Reduce } from "../types/api.js" */
/** @import { OwnNetwork } from "../types/state.js" */

/** Most names that a text lists. */
const MOST_NAMES = 3;

/**
 * With what an own network was sent, as in `0 to 255; volumes relu1, relu2`, so that networks of one file can
 * be told apart.
 *
 * @param {OwnOptions} options
 */
export function settingsText({ input, reduce, classes, volumes }) {
  return enumerated([
    inputText(input),
    ...(reduce ? [reduceText(reduce)] : []),
    ...(classes?.length ? [msg(str`classes ${few(classes)}`)] : []),
    ...(volumes?.length ? [msg(str`volumes ${few(volumes)}`)] : []),
  ]);
}

/**
 * What tells an own network apart in lists.
 *
 * @param {Pick<OwnNetwork, "options"|"shares">} network
 */
export function aboutText({ options, shares }) {
  if (!shares) return settingsText(options);
  const inside = percentText(shares.inside);
  if (shares.outside === null) return msg(str`right at ${inside}`);
  const outside = percentText(shares.outside);
  return msg(str`right at ${inside} where you painted, ${outside} elsewhere`);
}

/**
 * How a map becomes one answer.
 *
 * @param {Reduce} reduce
 */
export function reduceText(reduce) {
  if (reduce === "difference") return msg("largest difference of two slices");
  return reduce === "max" ? msg("largest value of a map") : msg("mean of a map");
}

/** @param {readonly string[]} names */
function few(names) {
  const rest = names.length - MOST_NAMES;
  return rest > 1
    ? listed([...names.slice(0, MOST_NAMES), msg(str`${rest} others`)])
    : listed([...names]);
}
