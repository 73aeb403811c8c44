import { msg, str } from "@lit/localize";
import { axisTitle } from "./axis-labels.js";
import { enumerated, listed, named } from "./locale.js";
import { shortStage, stageName, stageTitle, stageWithin } from "./volume-colour-names.js";

/** @import { Card, LayerCard } from "../types/api.js" */

/** Texts that name the parts of a network. */

/** @typedef {Pick<LayerCard, "role"|"stage"|"name"> & { kind?: string }} NamedLayer */

/** Family of all networks that visitors brought. */
export const OWN_FAMILY = "own";

/**
 * A layer's name, with what the file that its network is from calls it, as in `conv1 (layer1.0.conv1)`.
 *
 * @param {Pick<LayerCard, "name"|"source">} layer
 */
export function layerName({ name, source }) {
  return source ? msg(str`${name} (${source})`) : name;
}

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
  return layer && hasName(layer, slice) ? sliceMark(layer, slice) : msg(str`slice ${slice}`);
}

/**
 * A slice's name, or only its number, for lists in which "slice" would repeat.
 *
 * @param {LayerCard} layer
 * @param {number} slice
 */
export function sliceMark(layer, slice) {
  if (isGreyInput(layer)) return msg("grey");
  const name = layer.slices[slice];
  return name === undefined ? String(slice) : named(name);
}

/**
 * Whether a slice has a name, not just a number.
 *
 * @param {LayerCard} layer
 * @param {number} slice
 */
export function hasName(layer, slice) {
  return slice in layer.slices || isGreyInput(layer);
}

/**
 * Whether a layer is a grey picture, whose one slice cards do not name.
 *
 * @param {LayerCard} layer
 */
function isGreyInput({ role, shape, slices }) {
  return role === "input" && shape[0] === 1 && slices.length === 0;
}

/**
 * A layer's shape, as in `8 × 32 × 32`: slices, rows, cols.
 *
 * @param {LayerCard} layer
 */
export function shapeText(layer) {
  const text = layer.shape.join(" × ");
  if (layer.shape.length > 1) return text;
  return text === "1" ? msg("1 unit") : msg(str`${text} units`);
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
  const size = options.size;
  switch (kind) {
    case "conv":
      return withOptions(msg(str`conv ${sizeText(options.kernel)}`), options, 1);
    case "relu":
      return msg("ReLU");
    case "maxpool":
      return withOptions(msg(str`max pool ${sizeText(size)}`), options, size);
    case "avgpool":
      return withOptions(msg(str`average pool ${sizeText(size)}`), options, size);
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
    case "add":
      return msg("sum");
    case "multiply":
      return msg("product");
    case "concat":
      return msg("concatenation");
    case "batchnorm":
      return msg("batch normalisation");
    case "affine":
      return msg("scale and offset");
    case "leakyrelu":
      return msg("leaky ReLU");
    case "prelu":
      return msg("PReLU");
    case "clip":
      return options.low === 0 && options.high === 6 ? msg("ReLU6") : msg("clip");
    case "sigmoid":
      return msg("sigmoid");
    case "tanh":
      return msg("tanh");
    case "hardsigmoid":
      return msg("hard sigmoid");
    case "hardswish":
      return msg("hard swish");
    case "silu":
      return msg("SiLU");
    case "gelu":
      return msg("GELU");
    case "mean":
      if (options.axis === "rows") return msg("mean over rows");
      return options.axis === "cols" ? msg("mean over columns") : msg("mean over slices");
    case "pad":
      return msg("padding");
    case "flatten":
      return msg("flattening");
    case "unflatten":
      return msg("units as slices");
    case "softmax":
      return msg("softmax");
    case "dropout":
      return msg("dropout");
    case "identity":
      return msg("identity");
    default:
      // A server may know kinds of layers that this page does not: their own name is better than none.
      return kind;
  }
}

/**
 * The size of a window, as in `3×5`; one number is both its rows and its columns.
 *
 * @param {unknown} size
 */
function sizeText(size) {
  return [size].flat().length === 1 ? `${size}×${size}` : [size].flat().join("×");
}

/**
 * A text with the options that are not as usual, as in `conv 3×3 (stride 2)`.
 *
 * @param {string} text
 * @param {Record<string, unknown>} options
 * @param {unknown} usual  the stride that goes without saying
 */
function withOptions(text, { stride, dilation, groups }, usual) {
  const shown = (/** @type {unknown} */ size) => {
    const [rows, cols = rows] = [size].flat();
    return rows === cols ? String(rows) : sizeText(size);
  };
  const parts = [];
  if (stride && shown(stride) !== shown(usual)) parts.push(msg(str`stride ${shown(stride)}`));
  if (dilation && shown(dilation) !== "1") parts.push(msg(str`dilation ${shown(dilation)}`));
  if (groups && groups !== 1) parts.push(msg(str`${groups} groups`));
  return parts.length ? `${text} (${enumerated(parts)})` : text;
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
  if (axis === "seed") return msg("the seed of its training");
  return axisTitle(axis);
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
  if (Boolean(first.painted) !== Boolean(second.painted))
    return second.painted
      ? msg("was trained here, where you painted; 1 was not")
      : msg("was not trained here; 1 was, where you painted");
  if (first.family !== second.family) return msg("belongs to a different family than 1");
  if (first.painted && second.painted) return paintedText(first, second, differing);
  if (first.family === OWN_FAMILY) return fileText(first, second);
  if (differing.length === 0) return msg("is built and trained like 1");
  if (differing.includes("steps")) return budgetText(first, second, differing);
  const names = listed(differing.map(axisText));
  return differing.length === 1 && "decay" in first.axes
    ? msg(str`differs from 1 only in ${names}`)
    : msg(str`differs from 1 in ${names}`);
}

/**
 * The same for networks that were trained where a visitor painted. Their axes do not say where that was.
 *
 * @param {Card} first
 * @param {Card} second
 * @param {string[]} differing
 */
function paintedText(first, second, differing) {
  const where = (/** @type {Card} */ { painted, trained_on: data }) =>
    JSON.stringify([painted, data]);
  const all = where(first) === where(second) ? differing : [...differing, "trained"];
  if (all.length === 0) return msg("is built and trained like 1");
  if (all.includes("steps")) return budgetText(first, second, all);
  return msg(str`differs from 1 in ${listed(all.map(axisText))}`);
}

/**
 * The same for visitors' own networks, whose family says nothing of what they have in common.
 *
 * @param {Card} first
 * @param {Card} second
 */
function fileText(first, second) {
  return first.origin?.sha256 === second.origin?.sha256
    ? msg("is the file of 1 with other settings")
    : msg("comes from another file than 1");
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
