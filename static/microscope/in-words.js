import { msg, str } from "@lit/localize";
import { numberText, theVolume } from "../i18n/labels.js";
import { flow } from "./step-order.js";

/** @import { Card, CellResponse, CellStep } from "../types/api.js" */

/**
 * How a cell gets its value, in one plain sentence.
 *
 * @param {Card} card
 * @param {CellResponse} response  with at least one step
 */
export function inWords(card, response) {
  const parts = flow(response).map(({ step }) => partOf(card, step));
  const value = numberText(Number(response.value.toPrecision(3)));
  const [first = "", second, third] = parts;
  if (second === undefined) return msg(str`This cell ${first}: ${value}.`);
  if (third === undefined) return msg(str`This cell ${first}, then ${second}: ${value}.`);
  return msg(str`This cell ${first}, ${second}, then ${third}: ${value}.`);
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
