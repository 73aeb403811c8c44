import { CLEAR } from "./clear-difference.js";
import { meanAccuracy } from "./metrics.js";

/** @import { Card } from "../types/api.js" */

/** Networks by where they were trained, each with and without pooling. */

/** @typedef {"max"|"none"} Pooling */
/** @typedef {"corner"|"everywhere"} Trained */

/**
 * Four networks that differ in nothing but pooling and the places of training.
 *
 * @typedef {Record<Trained, Record<Pooling, Card>>} PoolingAndTraining
 */

/**
 * The first such four among the cards, with a fully connected head; null if one is missing.
 *
 * @param {Card[]} cards
 * @returns {PoolingAndTraining|null}
 */
export function poolingAndTraining(cards) {
  for (const first of cards) {
    const { pooling, trained, head } = first.axes;
    if (pooling !== "max" || trained !== "corner" || head !== "fc") continue;
    const other = (/** @type {Record<string, string>} */ axes) =>
      cards.find(
        (card) => card.family === first.family && isSame(card.axes, { ...first.axes, ...axes }),
      );
    const bare = other({ pooling: "none" });
    const everywhere = other({ trained: "everywhere" });
    const both = other({ pooling: "none", trained: "everywhere" });
    if (bare && everywhere && both)
      return { corner: { max: first, none: bare }, everywhere: { max: everywhere, none: both } };
  }
  return null;
}

/**
 * Whether the place of training decides the accuracy over the canvas, and pooling does not.
 *
 * @param {PoolingAndTraining} four
 */
export function isTrainingDecisive({ corner, everywhere }) {
  const [low, high] = [
    Object.values(corner).map(meanAccuracy),
    Object.values(everywhere).map(meanAccuracy),
  ];
  const byPooling = [low, high].map((pair) => Math.max(...pair) - Math.min(...pair));
  return Math.min(...high) - Math.max(...low) >= CLEAR && Math.max(...byPooling) <= SLIGHT;
}

/** Difference in accuracy up to which the pooling does not decide. */
const SLIGHT = 0.1;

/**
 * @param {Record<string, string>} a
 * @param {Record<string, string>} b
 */
function isSame(a, b) {
  return Object.keys(b).every((axis) => a[axis] === b[axis]);
}
