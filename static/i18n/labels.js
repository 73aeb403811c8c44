import { msg, str } from "@lit/localize";
import { enumerated, listed, named } from "./locale.js";
import { shortStage, stageName, stageTitle, stageWithin } from "./volume-colour-names.js";

/** @import { Card, LayerCard } from "../types/api.js" */

/** Texts that name the parts of a network. */

/** @typedef {Pick<LayerCard, "role"|"stage"|"name"> & { kind?: string }} NamedLayer */

/** @param {NamedLayer} layer */
export function volumeTitle({ kind, role, stage, name }) {
  // Heads that start with another layer than a fully connected one.
  if (kind === "gap") return msg("Global average");
  if (kind === "gmp") return msg("Global maximum");
  switch (role) {
    case "input":
      return msg("Input");
    case "volume":
      return stage === null ? name : stageTitle(stage);
    case "hidden":
      return msg("Head (fully connected)");
    case "output":
      return msg("Output");
    default:
      return name;
  }
}

/**
 * The volume's title within a sentence, as in `layer 1 (green)` or `the input`.
 *
 * @param {NamedLayer} layer
 */
export function theVolume({ kind, role, stage, name }) {
  if (kind === "gap") return msg("the global average");
  if (kind === "gmp") return msg("the global maximum");
  switch (role) {
    case "input":
      return msg("the input");
    case "volume":
      return stage === null ? name : stageWithin(stage);
    case "hidden":
      return msg("the head");
    case "output":
      return msg("the output");
    default:
      return name;
  }
}

/**
 * The volume's short title, for narrow places.
 *
 * @param {LayerCard} layer
 */
export function volumeName({ kind, role, stage, name }) {
  if (kind === "gap") return msg("Average");
  if (kind === "gmp") return msg("Maximum");
  switch (role) {
    case "input":
      return msg("Input");
    case "volume":
      return stage === null ? name : stageName(stage);
    case "hidden":
      return msg("Head");
    case "output":
      return msg("Output");
    default:
      return name;
  }
}

/**
 * The volume's short title within a sentence, as in `layer 1` or `the head`.
 *
 * @param {LayerCard} layer
 */
export function shortVolume(layer) {
  switch (layer.role) {
    case "volume":
      return layer.stage === null ? layer.name : shortStage(layer.stage);
    case "hidden":
      return layer.kind === "gap" || layer.kind === "gmp" ? theVolume(layer) : msg("the head");
    default:
      return theVolume(layer);
  }
}

/**
 * @param {LayerCard|undefined} layer
 * @param {number} slice
 */
export function sliceName(layer, slice) {
  return layer && slice in layer.slices ? sliceMark(layer, slice) : msg(str`slice ${slice}`);
}

/**
 * A slice's name, or only its number, for lists in which "slice" would repeat.
 *
 * @param {LayerCard} layer
 * @param {number} slice
 */
export function sliceMark(layer, slice) {
  const name = layer.slices[slice];
  return name === undefined ? String(slice) : named(name);
}

/**
 * A layer's shape, as in `8 × 32 × 32`: slices, rows, cols.
 *
 * @param {LayerCard} layer
 */
export function shapeText(layer) {
  const text = layer.shape.join(" × ");
  return layer.shape.length === 1 ? msg(str`${text} units`) : text;
}

/**
 * The steps since the last volume or column of units, as in `conv 5×5, ReLU, max pool 2×2`.
 *
 * @param {LayerCard[]} layers  of the card, in order
 * @param {LayerCard} layer
 */
export function stepsText(layers, layer) {
  const end = layers.indexOf(layer);
  const begin = layers.findLastIndex((other, i) => i < end && other.role !== null);
  return enumerated(layers.slice(begin + 1, end + 1).map(stepText));
}

/**
 * A layer's operation in a few words.
 *
 * @param {Pick<LayerCard, "kind"|"options">} layer
 */
export function stepText({ kind, options }) {
  const { kernel, size } = options;
  switch (kind) {
    case "conv":
      return msg(str`conv ${kernel}×${kernel}`);
    case "relu":
      return msg("ReLU");
    case "maxpool":
      return msg(str`max pool ${size}×${size}`);
    case "avgpool":
      return msg(str`average pool ${size}×${size}`);
    case "subsample":
      return size === 2 ? msg("every second cell") : msg(str`every ${size}th cell`);
    case "blurpool":
      return msg(str`blur pool ${size}×${size}`);
    case "apspool":
      return msg(str`adaptive polyphase sampling ${size}×${size}`);
    case "gap":
      return msg("global average");
    case "gmp":
      return msg("global maximum");
    case "fc":
      return msg("a weight for every cell");
    default:
      // A server may know kinds of layers that this page does not: their own name is better than none.
      return kind;
  }
}

/**
 * Width of a text in letters: Chinese characters are about twice as wide.
 *
 * @param {string} text
 */
export function letters(text) {
  return [...text].reduce((sum, sign) => sum + (sign >= "\u2e80" ? 2 : 1), 0);
}

/**
 * An activation for display, with at most six significant digits.
 *
 * @param {number} value
 */
export function numberText(value) {
  return String(Number(value.toPrecision(6)));
}

/**
 * The name of an axis within a sentence.
 *
 * @param {string} axis
 */
function axisText(axis) {
  if (axis === "trained") return msg("where it was trained");
  if (axis === "convolutions") return msg("where its layers come from");
  if (axis === "made_by") return msg("how it was made");
  if (axis === "kernel") return msg("kernels");
  if (axis === "seed") return msg("the seed of its training");
  return named(axis);
}

/**
 * How a network differs from the first, as in `differs from 1 in pooling`. It differs *only* in one thing
 * if the cards state the whole budget of the training and agree on the rest.
 *
 * @param {Card} first
 * @param {Card} second
 * @param {string[]} differing  axes and conditions in which they differ
 */
export function differenceText(first, second, differing) {
  if (first.id === second.id) return msg("is the same network as 1");
  if (first.family !== second.family) return msg("belongs to a different family than 1");
  if (differing.length === 0) return msg("is built and trained like 1");
  if (differing.includes("steps")) return budgetText(first, second, differing);
  const names = listed(differing.map(axisText));
  return differing.length === 1 && "decay" in first.axes
    ? msg(str`differs from 1 only in ${names}`)
    : msg(str`differs from 1 in ${names}`);
}

/**
 * The same for networks that were trained for different times.
 *
 * @param {Card} first
 * @param {Card} second
 * @param {string[]} differing
 */
function budgetText(first, second, differing) {
  const training = ["steps", "trained"];
  const rest = differing.filter((name) => !training.includes(name)).map(axisText);
  const [was, is] = [first, second].map(({ steps }) => (steps ?? 0).toLocaleString("en"));
  if (differing.includes("trained")) {
    const names = listed([...rest, msg("training")]);
    return msg(str`differs from 1 in ${names}: where, and ${is} steps, not ${was}`);
  }
  const names = listed([...rest, msg("how long it was trained")]);
  return msg(str`differs from 1 in ${names}: ${is} steps, not ${was}`);
}
