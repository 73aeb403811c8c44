import { pictureOf } from "./cell-anchor.js";

/** @import { Figure, Rect } from "../types/figure.js" */

const LABELS = ".answer, .output, .heading, .filter.lit, .tip, .reset";

/**
 * Boxes of a figure's labels and of its picture, which popovers should not cover.
 *
 * @param {Figure} figure
 * @returns {Rect[]}  px of the window
 */
export function labelBoxes({ box, stage }) {
  const labels = [...box.querySelectorAll(LABELS)];
  return [...labels.map((label) => label.getBoundingClientRect()), ...pictureOf(stage)];
}
