import { header } from "../scene/drawing-png.js";
import { placesIn } from "./region.js";

/** @import { Sprite } from "../types/api.js" */
/** @import { OwnClass, TrainingForm } from "../types/training.js" */

/** @typedef {{ name: string, height: number, width: number }} Sized  px */

/** Px of a digit's side. */
const DIGIT = 20;
/** The drawings of `figures` data: `DRAWINGS` of `app/training/figure_task.py`. */
export const FIGURES = ["face", "arm", "leg", "torso", "ball", "house", "tree"];
/** Places that each object must have: `FEWEST` of `app/live_training/painted_task.py`. */
export const FEWEST = 4;

/**
 * The objects of a form's data. A class's pictures lie in a box that holds each of them.
 *
 * @param {Pick<TrainingForm, "data"|"classes">} form
 * @param {Map<string, Sprite>} palette
 * @returns {Sized[]}
 */
export function sizesOf({ data, classes }, palette) {
  if (data === "digits") return [{ name: "digit", height: DIGIT, width: DIGIT }];
  if (data === "own") return classes.filter(({ pictures }) => pictures.length).map(sizeOfClass);
  return FIGURES.flatMap((name) => {
    const drawing = palette.get(name);
    return drawing ? [{ name, height: drawing.height, width: drawing.width }] : [];
  });
}

/**
 * A picture that is none counts as a px; the server refuses it.
 *
 * @param {OwnClass} one
 * @returns {Sized}
 */
function sizeOfClass({ name, pictures }) {
  const sizes = pictures.flatMap((picture) => header(picture) ?? []);
  return {
    name,
    height: Math.max(1, ...sizes.map(({ height }) => height)),
    width: Math.max(1, ...sizes.map(({ width }) => width)),
  };
}

/**
 * The number, from 1, of a class's picture that is as large as the class's box; null if none is alone.
 *
 * @param {readonly OwnClass[]} classes
 * @param {string} name  of the class
 */
export function largestPicture(classes, name) {
  const one = classes.find((each) => each.name === name);
  if (!one) return null;
  const { height, width } = sizeOfClass(one);
  const at = one.pictures.findIndex((picture) => {
    const size = header(picture);
    return size?.height === height && size.width === width;
  });
  return at < 0 ? null : at + 1;
}

/**
 * The object with the fewest places in a form's region; null without objects.
 *
 * @param {TrainingForm} form
 * @param {Map<string, Sprite>} palette
 * @returns {(Sized & { places: number, several: boolean })|null}  several: whether others have more places
 */
export function tightest(form, palette) {
  const sizes = sizesOf(form, palette).map((object) => ({
    ...object,
    places: placesIn(form.painted, object),
  }));
  if (sizes.length === 0) return null;
  const fewest = sizes.reduce((a, b) => (b.places < a.places ? b : a));
  return { ...fewest, several: sizes.some(({ places }) => places > fewest.places) };
}

/**
 * The accuracy of guessing.
 *
 * @param {Pick<TrainingForm, "data"|"classes">} form
 */
export function chanceOfForm({ data, classes }) {
  return 1 / { digits: 10, figures: FIGURES.length, own: Math.max(classes.length, 1) }[data];
}
