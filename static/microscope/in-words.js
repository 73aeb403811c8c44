import { msg, str } from "@lit/localize";
import { numberText, sliceName, theVolume } from "../i18n/labels.js";
import { flow } from "./step-order.js";

/** @import { Card, CellResponse, CellStep, LayerCard } from "../types/api.js" */

const short = (/** @type {number} */ value) => numberText(Number(value.toPrecision(3)));

/**
 * How a cell gets its value, in one plain sentence.
 *
 * @param {Card} card
 * @param {CellResponse} response  with at least one step
 */
export function inWords(card, response) {
  const parts = flow(response).map(({ step }) => partOf(card, step));
  const value = short(response.value);
  const [first = "", second, third] = parts;
  if (second === undefined) return msg(str`This cell ${first}: ${value}.`);
  if (third === undefined) return msg(str`This cell ${first}, then ${second}: ${value}.`);
  return msg(str`This cell ${first}, ${second}, then ${third}: ${value}.`);
}

/**
 * What a filter looks for, and whether the cell found it, in one plain sentence.
 *
 * @param {LayerCard|undefined} layer  the cell's
 * @param {CellResponse} response
 * @returns {string|null}  null for a cell that no filter computed
 */
export function foundInWords(layer, { place, steps, value }) {
  if (!layer?.role || !("channel" in place) || !steps.some(({ how }) => how.form === "patch"))
    return null;
  const name = sliceName(layer, place.channel);
  const number = short(value);
  if (place.channel in layer.slices) {
    return value > 0
      ? msg(str`It looks for “${name}” and found it here: ${number}.`)
      : msg(str`It looks for “${name}” and did not find it here: ${number}.`);
  }
  return value > 0
    ? msg(str`It looks for the pattern of ${name} and found it here: ${number}.`)
    : msg(str`It looks for the pattern of ${name} and did not find it here: ${number}.`);
}

/**
 * @param {Card} card
 * @param {CellStep} step
 */
function partOf(card, { how, input }) {
  const layer = card.layers.find(({ name }) => name === input);
  const of = layer?.role ? theVolume(layer) : input;
  switch (how.form) {
    case "patch": {
      const count = how.kernel.length * how.rows.length * how.cols.length;
      return msg(str`adds up ${count} numbers of ${of} times its filter`);
    }
    case "shares":
      return how.winner
        ? msg(str`takes the largest of ${how.weighed} numbers of ${of}`)
        : msg(str`adds up ${how.weighed} numbers of ${of} times its weights`);
    case "cut":
      return msg("keeps what is above zero");
    case "pool": {
      const count = how.rows.length * how.cols.length;
      if (how.phase) return msg(str`keeps one of ${count}`);
      return how.winner
        ? msg(str`keeps the largest of ${count}`)
        : msg(str`takes the mean of ${count}`);
    }
  }
}
