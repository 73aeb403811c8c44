import { msg, str } from "@lit/localize";
import { listed, named } from "./locale.js";

/**
 * The axes in which networks differ and their values, spelled out. Values that this page does not know
 * have the server's own name and no explanation.
 */

/** @param {string} axis */
export function axisTitle(axis) {
  switch (axis) {
    case "pooling":
      return msg("pooling");
    case "head":
      return msg("head");
    case "trained":
      return msg("training region");
    case "padding":
      return msg("padding");
    case "biases":
      return msg("biases");
    case "convolutions":
      return msg("convolutions");
    case "kernel":
      return msg("kernels");
    case "steps":
      return msg("training steps");
    case "batch":
      return msg("pictures per step");
    case "peak":
      return msg("highest learning rate");
    case "decay":
      return msg("weight decay");
    default:
      return named(axis);
  }
}

/**
 * Titles and explanations by axis and value. Titles fit within a sentence.
 *
 * @type {Record<string, () => [title: string, explanation: string]>}
 */
const VALUES = {
  "pooling none": () => [msg("no pooling"), msg("Every row and column is kept.")],
  "pooling max": () => [msg("max pooling"), msg("Keeps the largest of neighbouring cells.")],
  "pooling avg": () => [msg("average pooling"), msg("Averages neighbouring cells.")],
  "pooling stride": () => [
    msg("plain subsampling (stride)"),
    msg("Keeps every second cell and drops the others."),
  ],
  "pooling blur": () => [msg("blur pooling"), msg("Smooths first, then drops every other cell.")],
  "pooling aps": () => [
    msg("adaptive polyphase sampling (APS)"),
    msg("Keeps whichever grid of every second cell is strongest, so it moves with the object."),
  ],
  "head fc": () => [
    msg("fully connected (FC)"),
    msg("Has a weight for every cell, so each place is learned by itself."),
  ],
  "head gap": () => [
    msg("global average pooling (GAP)"),
    msg("Takes each slice's average, so the place no longer matters."),
  ],
  "head gmp": () => [
    msg("global max pooling (GMP)"),
    msg("Takes each slice's largest value, wherever it is."),
  ],
  "trained everywhere": () => [msg("everywhere"), msg("At every place of the canvas.")],
  "trained corner": () => [msg("one corner"), msg("In the top-left corner only.")],
  "trained centre": () => [msg("centre only"), msg("In the middle of the canvas only.")],
  "padding none": () => [msg("no padding"), msg("Convolutions stop at the border.")],
  "padding valid": () => [msg("no padding"), msg("Convolutions stop at the border.")],
  "padding full": () => [
    msg("full padding"),
    msg("Zeros lie around the canvas, and what the convolutions see beyond its border is kept."),
  ],
  "padding zero": () => [msg("zero padding"), msg("Zeros lie around the canvas.")],
  "padding circular": () => [
    msg("circular padding"),
    msg("The canvas goes on at its opposite side."),
  ],
  "biases yes": () => [msg("with biases"), msg("Each filter adds a constant of its own.")],
  "biases no": () => [msg("without biases"), msg("Where the input is black, volumes are zero.")],
  "convolutions its own": () => [msg("its own"), msg("Trained together with the head.")],
};

/**
 * @typedef {{ id: string, title: string }} Named  a network
 */

/**
 * The title of an axis' value, as in `global max pooling (GMP)`.
 *
 * @param {string} axis
 * @param {string} value
 * @param {readonly Named[]} networks
 */
export function valueTitle(axis, value, networks) {
  const [title] = VALUES[`${axis} ${value}`]?.() ?? [];
  const origin = title ? undefined : originOf(axis, value, networks);
  return title ?? (origin ? msg(str`those of ${named(origin.title)}`) : named(value));
}

/**
 * One line on an axis' value; empty if there is none.
 *
 * @param {string} axis
 * @param {string} value
 * @param {readonly Named[]} networks
 */
export function valueText(axis, value, networks) {
  const [, text] = VALUES[`${axis} ${value}`]?.() ?? [];
  if (text) return text;
  return originOf(axis, value, networks)
    ? msg("Kept as they were; only the head was trained anew.")
    : "";
}

/**
 * What else a switch changes, as in `Also changes head to fully connected (FC).`
 *
 * @param {Record<string, string>} also  by axis
 * @param {readonly Named[]} networks
 */
export function alsoText(also, networks) {
  const changes = Object.entries(also).map(([axis, value]) =>
    msg(str`${axisTitle(axis)} to ${valueTitle(axis, value, networks)}`),
  );
  return msg(str`Also changes ${listed(changes)}.`);
}

/**
 * The network whose convolutions another one has: such a value is `of` and its id.
 *
 * @param {string} axis
 * @param {string} value
 * @param {readonly Named[]} networks
 */
function originOf(axis, value, networks) {
  return axis === "convolutions" ? networks.find(({ id }) => value === `of ${id}`) : undefined;
}
