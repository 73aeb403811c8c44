import { msg, str } from "@lit/localize";
import { CLASSES, boundsOf } from "./choices.js";
import { FEWEST, tightest } from "./data-sizes.js";
import { placesText } from "./texts.js";

/** @import { Limits, Sprite } from "../types/api.js" */
/** @import { OwnClass, TrainingForm } from "../types/training.js" */

/** Bytes that a request holds beside the pictures of classes, at most. */
const REST = 20_000;

/**
 * Why a form cannot be trained; each sentence names its field.
 *
 * @param {TrainingForm} form
 * @param {{ limits: Limits, palette: Map<string, Sprite> }} server
 * @returns {string[]}
 */
export function problems(form, { limits, palette }) {
  const found = form.data === "own" ? classProblems(form.classes, limits) : [];
  const bounds = boundsOf(limits);
  const [least, most] = bounds.steps;
  if (form.steps > most) found.push(msg(str`Steps: from ${least} to ${most} on this server.`));
  const object = tightest(form, palette);
  if (object && object.places < FEWEST) found.push(placesText(form, palette));
  return found;
}

/**
 * @param {readonly OwnClass[]} classes
 * @param {Limits} limits
 */
function classProblems(classes, limits) {
  const found = [];
  const { least, most } = CLASSES;
  if (classes.length < least)
    found.push(msg(str`Own classes: from ${least} to ${most} are needed, each with a picture.`));
  const names = classes.map(({ name }) => name.trim());
  names.forEach((name, i) => {
    const number = i + 1;
    if (name === "") found.push(msg(str`Own classes: number ${number} needs a name.`));
    else if (names.indexOf(name) < i)
      found.push(msg(str`Own classes: two are called “${name}”; each needs a name of its own.`));
    if (classes[i]?.pictures.length === 0)
      found.push(msg(str`Own classes: number ${number} needs a picture.`));
  });
  const size = classes.reduce((sum, { pictures }) => sum + pictures.join("").length, 0);
  if (size + REST > limits.message.body_bytes)
    found.push(msg("Own classes: their pictures are too large together; remove some."));
  return found;
}
