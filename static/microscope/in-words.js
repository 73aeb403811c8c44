import { msg, str } from "@lit/localize";
import { enumerated } from "../i18n/locale.js";
import { numberText, sliceName, stepText, theVolume } from "../i18n/labels.js";
import { percentText } from "../i18n/percent.js";
import { sameRef } from "../network/cell-ref.js";
import { flow, sliceSize } from "./step-order.js";

/** @import { Card, CellResponse, CellStep, LayerCard } from "../types/api.js" */

/** Share by which a cell must differ to count as different: rounding depends on the order of sums. */
const NOISE = 1e-6;

/** Share of its layer's range below which a response is called weak. */
const WEAK = 0.1;

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
  const [middle, last] = [enumerated(parts.slice(1, -1)), parts.at(-1) ?? third];
  return msg(str`This cell ${first}, ${middle}, then ${last}: ${value}.`);
}

/**
 * What a filter looks for, and whether the cell found it, in plain words. A cell that is as active on
 * an empty canvas has found nothing.
 *
 * @param {LayerCard|undefined} layer  the cell's
 * @param {CellResponse} response
 * @param {CellResponse|null} blank  of an empty canvas; null while it is not known
 * @returns {string|null}  null for a cell that no filter computed
 */
export function foundInWords(layer, response, blank) {
  const { place, steps, value } = response;
  if (!layer?.role || !("channel" in place) || !steps.some(({ how }) => how.form === "patch"))
    return null;
  const name = sliceName(layer, place.channel);
  const what =
    place.channel in layer.slices ? msg(str`“${name}”`) : msg(str`the pattern of ${name}`);
  if (!blank || !isSameCell(response, blank)) return msg(str`It looks for ${what}.`);
  const [here, empty] = [short(value), short(blank.value)];
  const size = Math.max(Math.abs(value), Math.abs(blank.value));
  // Numbers that are written alike are no difference that the sentence could name.
  if (here === empty || Math.abs(value - blank.value) <= NOISE * size) {
    return value > 0
      ? msg(
          str`It looks for ${what}. It gives the same on an empty canvas (${empty}), so nothing was found here.`,
        )
      : msg(str`It looks for ${what} and did not find it here: ${here}.`);
  }
  const top = layer.range[1];
  if (value > blank.value && value < WEAK * top) {
    return msg(
      str`It looks for ${what} and responds weakly here: ${here} (${empty} on an empty canvas), below ${percentText(WEAK)} of its layer's range, 0 to ${short(top)}.`,
    );
  }
  return value > blank.value
    ? msg(str`It looks for ${what} and found it here: ${here} (${empty} on an empty canvas).`)
    : msg(
        str`It looks for ${what} and did not find it here: ${here} (${empty} on an empty canvas).`,
      );
}

/**
 * @param {CellResponse} a
 * @param {CellResponse} b
 */
function isSameCell(a, b) {
  return a.model === b.model && a.layer === b.layer && sameRef(a.place, b.place);
}

/**
 * @param {Card} card
 * @param {CellStep} step
 */
function partOf(card, { how, input, kind, layer: name, value }) {
  const layer = card.layers.find(({ name }) => name === input);
  const of = layer?.role ? theVolume(layer) : input;
  switch (how.form) {
    case "patch": {
      const count = how.kernel.length * how.rows.length * how.cols.length;
      return msg(str`adds up ${count} numbers of ${of} times its filter`);
    }
    case "shares":
      if (kind === "gap" || kind === "mean")
        return msg(str`takes the mean of ${how.weighed} numbers of ${of}`);
      return how.winner
        ? msg(str`takes the largest of ${sliceSize(layer)} numbers of ${of}`)
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
    case "terms":
      return msg(str`adds up ${how.values.length} numbers, one of each input`);
    case "factors":
      return msg(str`multiplies ${how.values.length} numbers, one of each input`);
    case "scale": {
      const [factor, offset] = [short(how.factor), short(how.offset)];
      if (how.factor === 1 && how.offset === 0) return msg("leaves it as it is");
      return how.offset === 0
        ? msg(str`multiplies it by ${factor}`)
        : msg(str`multiplies it by ${factor} and adds ${offset}`);
    }
    case "function": {
      if (how.before === value) return msg("leaves it as it is");
      const own = card.layers.find((each) => each.name === name);
      return msg(str`applies a function (${own ? stepText(own) : kind})`);
    }
    case "copy":
      return how.strongest ? msg("passes a number on") : msg("holds padding");
  }
}
