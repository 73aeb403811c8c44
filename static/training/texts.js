import { msg, str } from "@lit/localize";
import { valueTitle } from "../i18n/axis-labels.js";
import { enumerated, named } from "../i18n/locale.js";
import { FEWEST, largestPicture, tightest } from "./data-sizes.js";
import { CANVAS, CELLS } from "./region.js";

/** @import { Card, Sprite } from "../types/api.js" */
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

/**
 * What a link to a training lacks: its result. Null where nothing is known of one.
 *
 * @param {Card} shown  the network that the link shows
 * @param {boolean} chosen  whether the link has a region or settings of a training
 */
export function linkText(shown, chosen) {
  if (shown.painted)
    return msg(
      "The figure shows a trained network; the curves and maps of its training are not kept with it, nor in a link. Train makes such anew, with the region and the settings above.",
    );
  return chosen
    ? msg(
        "A link has the region and the settings of a training, not its result: Train makes it anew.",
      )
    : null;
}

/**
 * That the region is of another canvas than that of the network shown; null where it is not.
 *
 * @param {Card} shown
 */
export function canvasText({ input_shape: [, rows, cols] }) {
  return rows === CANVAS && cols === CANVAS
    ? null
    : msg(
        str`The network shown has a canvas of ${rows} × ${cols} px, over which the region is stretched: a training's has ${CANVAS} × ${CANVAS} px.`,
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
    if (form.data === "own") {
      const picture = largestPicture(form.classes, object.name);
      const which = picture === null ? what : msg(str`picture ${picture} of ${what}`);
      return msg(
        str`Too small: ${which} (${size}) fits wholly inside at ${placeCount(places)}, and training needs ${FEWEST}. Paint more, or add it smaller.`,
      );
    }
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
