import { msg, str } from "@lit/localize";
import { CELLS } from "./region.js";

/** @import { TrainingForm } from "../types/training.js" */

/**
 * What a training was of, for a saved picture.
 *
 * @param {TrainingForm} form
 */
export function regionText({ painted, steps, seed }) {
  const share = Math.round((100 * painted.size) / CELLS ** 2);
  return msg(
    str`Trained on objects inside a painted region of ${share}% of the canvas, ${steps} steps, seed ${seed}.`,
  );
}
