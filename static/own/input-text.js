import { msg, str } from "@lit/localize";
import { enumerated } from "../i18n/locale.js";
import { PRESETS, presetOf } from "./input-format.js";

/** @import { InputFormat, OwnOptions } from "../types/api.js" */

/**
 * What a network's input is of a pixel, as in `0 to 1, minus 0.5, divided by 0.5`.
 *
 * @param {InputFormat|OwnOptions["input"]|null} format  absent: 0 to 1
 */
export function inputText(format) {
  const { range, mean, std, invert, order } = { ...PRESETS.unit, ...format };
  const [low, high] = range;
  const isImageNet = presetOf({ range, mean, std }) === "imagenet";
  const numbers = (/** @type {number[]} */ values) =>
    (new Set(values).size === 1 ? values.slice(0, 1) : values).join(", ");
  return enumerated([
    msg(str`${low} to ${high}`),
    ...(isImageNet ? [msg("ImageNet's mean and deviation")] : []),
    ...(!isImageNet && mean?.some(Boolean) ? [msg(str`minus ${numbers(mean)}`)] : []),
    ...(!isImageNet && std?.some((value) => value !== 1)
      ? [msg(str`divided by ${numbers(std)}`)]
      : []),
    ...(invert ? [msg("inverted")] : []),
    ...(order === "bgr" ? [msg("blue first")] : []),
  ]);
}
