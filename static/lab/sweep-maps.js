import { msg } from "@lit/localize";
import { dequal } from "dequal/lite";
import { diverging, sequential, UNKNOWN } from "../charts/colour-ramps.js";
import { RIGHT, WRONG } from "../charts/verdict-colours.js";
import { largest } from "../network/arrays.js";

/** @import { Store } from "../state/store.js" */
/** @import { Fields, MapField, Sweep } from "../types/lab.js" */

/**
 * The colour scale of a sweep's map.
 *
 * @typedef {object} Scale
 * @property {number} low
 * @property {number} high
 * @property {boolean} signed  whether the scale is centred on zero
 * @property {(value: number) => string} colour  #rrggbb
 */

/** Title and explanation of each map. @type {Record<MapField, { title: () => string, says: () => string }>} */
export const MAPS = {
  correct: { title: () => msg("Correctness"), says: () => msg("whether the answer is right") },
  score: {
    title: () => msg("Score"),
    says: () => msg("the score of the right answer, or of the only one"),
  },
  sensitivity: {
    title: () => msg("Sensitivity"),
    says: () =>
      msg("how far the logits go from where the object was, in median distances between classes"),
  },
  response: {
    title: () => msg("Response"),
    says: () =>
      msg("how far the logits are from the blank canvas's, as a multiple of where the object was"),
  },
  cosine: {
    title: () => msg("Cosine"),
    says: () => msg("the cosine of the logits' responses with where the object was"),
  },
};

/**
 * Whether a network has one output alone, so that no answer of it is right or wrong.
 *
 * @param {Pick<import("../types/api.js").Card, "outputs">} card
 */
export function isLone({ outputs }) {
  return outputs.length === 1;
}

/**
 * The quantity whose maps are shown: the score where no network's answer can be right.
 *
 * @param {MapField} field  that was chosen
 * @param {Pick<import("../types/api.js").Card, "outputs">[]} networks
 * @returns {MapField}
 */
export function fieldFor(field, networks) {
  return field === "correct" && networks.length > 0 && networks.every(isLone) ? "score" : field;
}

/**
 * The common colour scale of several sweeps' maps, so that equal numbers look equal.
 *
 * @param {MapField} field
 * @param {Sweep[]} sweeps
 * @returns {Scale}
 */
export function scaleOf(field, sweeps) {
  if (field === "correct") {
    const colour = (/** @type {number} */ value) =>
      Number.isNaN(value) ? UNKNOWN : value ? RIGHT : WRONG;
    return { low: 0, high: 1, signed: false, colour };
  }
  if (field === "cosine") return { low: -1, high: 1, signed: true, colour: diverging };
  const max = Math.max(...sweeps.map(({ fields }) => (fields ? largest(fields[field]) : 0)));
  // A lone output's score is its value, of any size and sign.
  if (field === "score" && sweeps.some(({ fields }) => fields?.score.some((v) => v < 0 || v > 1)))
    return { low: -max, high: max, signed: true, colour: (value) => diverging(value / max) };
  const high = field === "score" ? 1 : max || 1;
  return { low: 0, high, signed: false, colour: (value) => sequential(value / high) };
}

/**
 * The box of a sweep's positions on the canvas. Each position is a square at the object's centre, as
 * wide as the sweep's step.
 *
 * @param {{ rows: number[], cols: number[], step: number }} start
 * @param {{ height: number, width: number }} object  px
 * @returns {import("../network/arrays.js").Box}  px
 */
export function overCanvas({ rows, cols, step }, object) {
  return {
    row: (rows[0] ?? 0) + (object.height - step) / 2,
    col: (cols[0] ?? 0) + (object.width - step) / 2,
    height: rows.length * step,
    width: cols.length * step,
  };
}

/**
 * Ids of the networks to sweep side by side: the shown ones, then those added in the settings.
 *
 * @param {Pick<Store, "get">} store
 * @returns {string[]}
 */
export function sweptNetworks(store) {
  const twin = store.get("twin");
  const { networks } = store.get("sweepSettings");
  return [...new Set([store.get("model").id, ...(twin ? [twin.id] : []), ...networks])];
}

/**
 * The quantity whose maps are shown of the networks that are swept.
 *
 * @param {Pick<Store, "get">} store
 * @param {import("../types/api.js").Card[]} cards
 */
export function shownField(store, cards) {
  const ids = sweptNetworks(store);
  return fieldFor(
    store.get("sweepSettings").field,
    cards.filter(({ id }) => ids.includes(id)),
  );
}

/**
 * The sweep whose map lies over the canvas, while its network is among the swept ones and the swept
 * object is on the canvas.
 *
 * @param {Pick<Store, "get">} store
 * @returns {Sweep|undefined}
 */
export function laid(store) {
  const over = store.get("overlay");
  if (over === null || !sweptNetworks(store).includes(over)) return undefined;
  return store
    .get("sweeps")
    .find(({ plan }) => plan.model === over && holds(store.get("scene"), plan));
}

/**
 * The values at one position.
 *
 * @param {Fields} fields
 * @param {number} index  row-major
 */
export function at(fields, index) {
  const value = (/** @type {keyof Fields} */ name) => fields[name][index] ?? Number.NaN;
  return {
    prediction: value("prediction"),
    score: value("score"),
    correct: value("correct"),
    sensitivity: value("sensitivity"),
    response: value("response"),
    cosine: value("cosine"),
  };
}

/**
 * Whether a scene still has the swept object, with the same index, name, pixels and scale.
 *
 * @param {import("../types/api.js").Scene} scene
 * @param {import("../types/lab.js").Plan} plan
 */
export function holds({ objects, pictures }, { scene: swept, index }) {
  const name = swept.objects[index]?.object;
  return (
    name !== undefined &&
    objects[index]?.object === name &&
    (objects[index].scale ?? 1) === (swept.objects[index]?.scale ?? 1) &&
    pictures?.[name] === swept.pictures?.[name]
  );
}

/**
 * Whether a sweep is of a scene, regardless of the position of the swept object.
 *
 * @param {import("../types/lab.js").Plan} plan
 * @param {import("../types/api.js").Scene} scene
 */
export function isOf({ scene: swept, index }, scene) {
  const moved = scene.objects[index];
  const was = swept.objects[index];
  if (!moved || !was || moved.object !== was.object || moved.scale !== was.scale) return false;
  return dequal({ ...scene, objects: scene.objects.with(index, was) }, swept);
}
