import { msg, str } from "@lit/localize";
import { valueTitle } from "../i18n/axis-labels.js";
import { enumerated, named } from "../i18n/locale.js";
import { FEWEST, tightest } from "./data-sizes.js";
import { CELLS } from "./region.js";

/** @import { Sprite } from "../types/api.js" */
/** @import { TrainingData, TrainingForm } from "../types/training.js" */

/** @param {TrainingData} data */
export function dataTitle(data) {
  switch (data) {
    case "digits":
      return msg("handwritten digits");
    case "figures":
      return msg("drawn figures");
    default:
      return msg("your own classes");
  }
}

/**
 * What a form trains, in a line.
 *
 * @param {TrainingForm} form
 */
export function formText({ data, pooling, head, steps, batch, seed, augment }) {
  return enumerated([
    dataTitle(data),
    valueTitle("pooling", pooling, []),
    msg(str`${valueTitle("head", head, [])} head`),
    msg(str`${steps} steps of ${batch} pictures`),
    ...(augment ? [msg("shifts")] : []),
    msg(str`seed ${seed}`),
  ]);
}

/**
 * What the shown training was begun with, where that is not what is chosen now.
 *
 * @param {TrainingForm} form
 */
export function shownText(form) {
  const share = Math.round((100 * form.painted.size) / CELLS ** 2);
  return msg(
    str`The training below has other settings: ${formText(form)}; a region of ${share}% of the canvas.`,
  );
}

/** @param {number} count */
function placeCount(count) {
  return count === 1 ? msg("1 place") : msg(str`${count} places`);
}

/**
 * How many places the region leaves, and whether these are too few.
 *
 * @param {TrainingForm} form
 * @param {Map<string, Sprite>} palette
 */
export function placesText(form, palette) {
  const object = tightest(form, palette);
  if (!object) return "";
  const { places, height, width, several } = object;
  const size = msg(str`${height} × ${width} px`);
  if (places < FEWEST) {
    const what = form.data === "digits" ? msg("a digit") : msg(str`“${named(object.name)}”`);
    return msg(
      str`Too small: ${what} (${size}) fits wholly inside at ${placeCount(places)}, and training needs ${FEWEST}. Paint more.`,
    );
  }
  if (form.data === "digits")
    return msg(str`Digits (${size}) fit wholly inside at ${places} places.`);
  return several
    ? msg(
        str`“${named(object.name)}” (${size}) fits wholly inside at ${places} places, each other object at as many or more.`,
      )
    : msg(str`Each object fits wholly inside at ${places} places.`);
}
