import { msg, str } from "@lit/localize";

/**
 * Colour and names of a stage's volume.
 *
 * @typedef {object} VolumeColour
 * @property {string} colour  #rrggbb
 * @property {() => string} word  within a sentence, as in `the green volume`
 * @property {() => string} title  as a heading or at a sentence's start
 * @property {() => string} within  within a sentence
 * @property {(number: number) => string} counted  a count of its cells or slices, as in `3 green`
 */

/**
 * The volumes by stage, starting at 1. The colours are distinct for colour-blind eyes, and from the
 * input's blue.
 *
 * @type {readonly VolumeColour[]}
 */
export const VOLUME_COLOURS = [
  {
    colour: "#3ddc84",
    word: () => msg("green"),
    title: () => msg("Layer 1 (green)"),
    within: () => msg("layer 1 (green)"),
    counted: (number) => msg(str`${number} green`),
  },
  {
    colour: "#ffc83d",
    word: () => msg("yellow"),
    title: () => msg("Layer 2 (yellow)"),
    within: () => msg("layer 2 (yellow)"),
    counted: (number) => msg(str`${number} yellow`),
  },
  {
    colour: "#e2502c",
    word: () => msg("red"),
    title: () => msg("Layer 3 (red)"),
    within: () => msg("layer 3 (red)"),
    counted: (number) => msg(str`${number} red`),
  },
  {
    colour: "#7d6bff",
    word: () => msg("violet"),
    title: () => msg("Layer 4 (violet)"),
    within: () => msg("layer 4 (violet)"),
    counted: (number) => msg(str`${number} violet`),
  },
  {
    colour: "#b86aa0",
    word: () => msg("mauve"),
    title: () => msg("Layer 5 (mauve)"),
    within: () => msg("layer 5 (mauve)"),
    counted: (number) => msg(str`${number} mauve`),
  },
  {
    colour: "#8af0ff",
    word: () => msg("aqua"),
    title: () => msg("Layer 6 (aqua)"),
    within: () => msg("layer 6 (aqua)"),
    counted: (number) => msg(str`${number} aqua`),
  },
];

/**
 * The colour of a stage's volume. Colours repeat after the palette's last one.
 *
 * @param {number} stage  from 1
 * @returns {string}  #rrggbb
 */
export function stageColour(stage) {
  return VOLUME_COLOURS[(stage - 1) % VOLUME_COLOURS.length]?.colour ?? "#ffffff";
}

/**
 * The word for a stage's volume within a sentence, as in `the green volume`. Where colours repeat, it
 * is a number.
 *
 * @param {number} stage
 */
export function stageWord(stage) {
  return VOLUME_COLOURS[stage - 1]?.word() ?? msg(str`layer-${stage}`);
}

/**
 * The short name of a stage's volume, for narrow places.
 *
 * @param {number} stage
 */
export function stageName(stage) {
  return msg(str`Layer ${stage}`);
}

/**
 * The short name within a sentence.
 *
 * @param {number} stage
 */
export function shortStage(stage) {
  return msg(str`layer ${stage}`);
}

/**
 * The volume's title, as in `Layer 1 (green)`.
 *
 * @param {number} stage
 */
export function stageTitle(stage) {
  return VOLUME_COLOURS[stage - 1]?.title() ?? stageName(stage);
}

/**
 * The volume's title within a sentence, as in `layer 1 (green)`.
 *
 * @param {number} stage
 */
export function stageWithin(stage) {
  return VOLUME_COLOURS[stage - 1]?.within() ?? shortStage(stage);
}

/**
 * A count of a stage's cells or slices, as in `3 green`.
 *
 * @param {number} number
 * @param {number} stage
 */
export function stageCounted(number, stage) {
  return VOLUME_COLOURS[stage - 1]?.counted(number) ?? msg(str`${number} layer-${stage}`);
}
