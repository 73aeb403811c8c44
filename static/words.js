/** @import { Card, LayerCard } from "./types.js" */

/** What people read of a network's parts. */

const TITLES = {
  input: "Input",
  green: "Green volume",
  yellow: "Yellow volume",
  hidden: "Fully connected",
  output: "Output",
};

const NAMES = { input: "Input", green: "Green", yellow: "Yellow", hidden: "FC", output: "Output" };

/** Heads whose first units are no fully connected layer. @type {Record<string, string[]>} */
const GLOBAL = { gap: ["Global average", "GAP"], gmp: ["Global maximum", "GMP"] };

/** @param {LayerCard} layer */
export function volumeTitle(layer) {
  const [title] = GLOBAL[layer.kind] ?? [];
  if (title) return title;
  return layer.role ? TITLES[layer.role] : layer.name;
}

/**
 * The title in a word, for where there is little room.
 *
 * @param {LayerCard} layer
 */
export function volumeName(layer) {
  const [, name] = GLOBAL[layer.kind] ?? [];
  if (name) return name;
  return layer.role ? NAMES[layer.role] : layer.name;
}

/**
 * @param {LayerCard} layer
 * @param {number} slice
 */
export function sliceName(layer, slice) {
  return layer.slices[slice] ?? `slice ${slice}`;
}

/**
 * A layer's shape, as in `8 × 32 × 32`: slices, rows, cols.
 *
 * @param {LayerCard} layer
 */
export function shapeText(layer) {
  const text = layer.shape.join(" × ");
  return layer.shape.length === 1 ? `${text} units` : text;
}

/**
 * What happened since the last volume or unit column, as in `conv 5×5, ReLU, max pool 2×2`.
 *
 * @param {LayerCard[]} layers  of the card, in order
 * @param {LayerCard} layer
 */
export function stepsText(layers, layer) {
  const end = layers.indexOf(layer);
  const begin = layers.findLastIndex((other, i) => i < end && other.role !== null);
  return layers
    .slice(begin + 1, end + 1)
    .map(stepText)
    .join(", ");
}

/**
 * What a layer does, in a few words.
 *
 * @param {Pick<LayerCard, "kind"|"options">} layer
 */
export function stepText({ kind, options }) {
  const { kernel, size } = options;
  switch (kind) {
    case "conv":
      return `conv ${kernel}×${kernel}`;
    case "relu":
      return "ReLU";
    case "maxpool":
      return `max pool ${size}×${size}`;
    case "avgpool":
      return `average pool ${size}×${size}`;
    case "subsample":
      return `every ${size === 2 ? "second" : `${size}th`} cell`;
    case "blurpool":
      return `blur pool ${size}×${size}`;
    case "apspool":
      return `adaptive polyphase ${size}×${size}`;
    case "gap":
      return "global average";
    case "gmp":
      return "global maximum";
    case "fc":
      return "a weight to every cell";
    default:
      return kind;
  }
}

/**
 * An activation as people read it: six significant digits, no more.
 *
 * @param {number} value
 */
export function numberText(value) {
  return String(Number(value.toPrecision(6)));
}

/** What an axis is called within a sentence, where its name would not do. */
const AXES = new Map([
  ["trained", "where it was trained"],
  ["convolutions", "whose convolutions it has"],
]);

/**
 * What a network differs in from the first, as in `differs from 1 only in pooling`.
 *
 * @param {Card} first
 * @param {Card} second
 * @param {string[]} axes  on which they differ
 */
export function differenceText(first, second, axes) {
  if (first.id === second.id) return "is the same network as 1";
  if (first.family !== second.family) return "belongs to another family than 1";
  if (axes.length === 0) return "is built and trained like 1";
  const names = axes.map((axis) => AXES.get(axis) ?? axis);
  if (names.length === 1) return `differs from 1 only in ${names[0]}`;
  return `differs from 1 in ${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
