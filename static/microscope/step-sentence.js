import { msg, str } from "@lit/localize";
import { html } from "lit";
import { flowing } from "../i18n/locale.js";
import { sliceName, stepText, theVolume } from "../i18n/labels.js";
import { shownSlice, sliceSize } from "./step-order.js";
import { exact } from "./value-grid.js";

/** @import { Card, CellStep, LayerCard, Patch, Pool, Scale, Shares } from "../types/api.js" */
/** @import { Phase } from "./phases.js" */

/**
 * What a phase of the arithmetic shows, and the number made there, in a plain sentence or two. Numbers
 * are those of the response, written as in the arithmetic.
 *
 * @param {Card} card
 * @param {CellStep} step
 * @param {Pick<Phase, "name"|"path">} phase  of this step
 */
export function stepSentence(card, step, { name, path }) {
  const layer = card.layers.find((each) => each.name === step.layer);
  const input = card.layers.find((each) => each.name === step.input);
  const { how } = step;
  const value = exact(step.value, `${path}.value`);
  switch (how.form) {
    case "patch":
      if (name === "window") return laid(how, input, step.input);
      return name === "products" ? multiplied(how, path) : biased(step, how, path, layer);
    case "shares":
      if (name === "global") return global(step.kind, how, value, input);
      return name === "products"
        ? weighted(how, path, input, step.input)
        : biased(step, how, path, layer);
    case "cut": {
      const before = exact(how.before, `${path}.how.before`);
      return how.cut
        ? msg(html`ReLU turns negative numbers into zero: ${before} becomes ${value}.`)
        : msg(html`ReLU turns negative numbers into zero: ${before} is not negative and stays.`);
    }
    case "pool":
      return pooled(step.kind, how, value);
    case "terms":
      return flowing([
        msg(html`${how.values.length} numbers, one of each input, add up to ${value}.`),
        ...(how.values.length > 1 ? [followed(how.values.length, input, step.input)] : []),
      ]);
    case "factors":
      return msg(html`${how.values.length} numbers, one of each input, multiplied, make ${value}.`);
    case "scale":
      return scaled(how, path, value);
    case "function": {
      const before = exact(how.before, `${path}.how.before`);
      const name = layer ? stepText(layer) : step.kind;
      if (how.before === step.value)
        return msg(html`The function (${name}) leaves ${value} as it is.`);
      return step.kind === "softmax"
        ? msg(html`Softmax turns numbers into shares that add up to 1: ${before} becomes ${value}.`)
        : msg(html`The function (${name}) turns ${before} into ${value}.`);
    }
    case "copy":
      return how.strongest
        ? msg(html`The number goes on as it is: ${value}.`)
        : msg(html`Padding lies here: ${value}.`);
  }
}

/**
 * @param {Patch} patch
 * @param {LayerCard|undefined} input
 * @param {string} name  of the input
 */
function laid(patch, input, name) {
  const size = `${patch.rows.length} × ${patch.cols.length}`;
  const slices = patch.kernel.length;
  const whole = input?.role === "input" ? msg("the picture") : partName(input, name);
  const where = msg(str`The filter (kernel ${size}) lies over the framed part of ${whole}.`);
  if (slices === 1) return where;
  const slice = sliceName(input, shownSlice(patch));
  return flowing([where, msg(str`Shown: ${slice}, one of ${slices} slices.`)]);
}

/**
 * @param {Patch} patch
 * @param {string} path
 */
function multiplied(patch, path) {
  const slices = patch.kernel.length;
  const count = slices * patch.rows.length * patch.cols.length;
  const sum = exact(patch.sum, `${path}.how.sum`);
  return flowing([
    msg("Each number times the kernel's weight at its place."),
    slices === 1
      ? msg(html`All ${count} products add up to ${sum}.`)
      : msg(html`All ${count} products, from ${slices} slices, add up to ${sum}.`),
  ]);
}

/**
 * @param {Shares} shares
 * @param {string} path
 * @param {LayerCard|undefined} input
 * @param {string} name  of the input
 */
function weighted(shares, path, input, name) {
  const sum = exact(shares.sum, `${path}.how.sum`);
  const part = partName(input, name);
  if (shares.weighed === 1)
    return msg(html`One number of ${part}, times its weight, makes ${sum}.`);
  const count = numerous(shares.weighed);
  return msg(html`${count} numbers of ${part}, each times its weight, add up to ${sum}.`);
}

/**
 * @param {Scale} how
 * @param {string} path
 * @param {unknown} value
 */
function scaled({ before, factor, offset }, path, value) {
  const [from, times, plus] = [
    exact(before, `${path}.how.before`),
    exact(factor, `${path}.how.factor`),
    exact(offset, `${path}.how.offset`),
  ];
  if (factor === 1 && offset === 0) return msg(html`${value} stays as it is.`);
  return offset === 0
    ? msg(html`${from} times ${times} makes ${value}.`)
    : msg(html`${from} times ${times}, plus ${plus}, makes ${value}.`);
}

/**
 * Which of several inputs of a sum the steps are of, so that no shortcut is taken for the whole.
 *
 * @param {number} count  of inputs
 * @param {LayerCard|undefined} input  the followed one
 * @param {string} name
 */
function followed(count, input, name) {
  const part = partName(input, name);
  return count === 2
    ? msg(str`The steps before are of ${part}; the other has steps of its own, at a press.`)
    : msg(str`The steps before are of ${part}; the others have steps of their own, at a press.`);
}

/**
 * @param {CellStep} step
 * @param {Patch|Shares} how
 * @param {string} path
 * @param {LayerCard|undefined} layer
 */
function biased({ value, after }, how, path, layer) {
  const sum = exact(how.sum, `${path}.how.sum`);
  const bias = exact(how.bias, `${path}.how.bias`);
  const total = exact(value, `${path}.value`);
  if (after)
    return msg(
      html`Products ${sum} plus bias ${bias} make ${total}, the value before ReLU (pre-activation).`,
    );
  const made = msg(html`Products ${sum} plus bias ${bias} make ${total}.`);
  return layer?.role === "output"
    ? flowing([made, msg("The output with the largest number is the answer.")])
    : made;
}

/**
 * A count as the lists below the sentence write it, as in `2,304`.
 *
 * @param {number} count
 */
function numerous(count) {
  return count.toLocaleString("en");
}

/**
 * @param {string} kind  of layer
 * @param {Shares} shares
 * @param {unknown} value
 * @param {LayerCard|undefined} input
 */
function global(kind, { winner, weighed }, value, input) {
  const count = numerous(sliceSize(input));
  if (winner) return msg(html`Of the slice's ${count} numbers the largest goes on: ${value}.`);
  return kind === "mean"
    ? msg(html`The mean of ${numerous(weighed)} numbers goes on: ${value}.`)
    : msg(html`The mean of the slice's ${count} numbers goes on: ${value}.`);
}

/**
 * @param {string} kind  of layer
 * @param {Pool} pool
 * @param {unknown} value
 */
function pooled(kind, pool, value) {
  const count = pool.rows.length * pool.cols.length;
  if (kind === "avgpool") return msg(html`The mean of ${count} neighbours goes on: ${value}.`);
  if (!pool.winner)
    return msg(html`${count} neighbours, each times its weight, add up to ${value}.`);
  if (pool.phase)
    return flowing([
      msg(html`Of ${count} neighbours one, framed, goes on: ${value}.`),
      msg(
        str`Phase (${pool.phase.join(", ")}) has the most energy, so it is kept in the whole volume.`,
      ),
    ]);
  return kind === "maxpool"
    ? msg(html`Of ${count} neighbours the largest, framed, goes on: ${value}.`)
    : msg(html`Of all neighbours only this one goes on: ${value}.`);
}

/**
 * @param {LayerCard|undefined} layer
 * @param {string} name
 */
function partName(layer, name) {
  return layer?.role ? theVolume(layer) : name;
}
