import { msg, str } from "@lit/localize";

/**
 * Colour and names of a stage's volume.
 *
 * @typedef {object} VolumeColour
 * @property {string} colour  #rrggbb
 * @property {() => string} word  within a sentence, as in `the green volume`
 * @property {() => string} name  alone, where there is little room
 * @property {() => string} title
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
    name: () => msg("Green"),
    title: () => msg("Green volume"),
    counted: (number) => msg(str`${number} green`),
  },
  {
    colour: "#ffc83d",
    word: () => msg("yellow"),
    name: () => msg("Yellow"),
    title: () => msg("Yellow volume"),
    counted: (number) => msg(str`${number} yellow`),
  },
  {
    colour: "#e2502c",
    word: () => msg("red"),
    name: () => msg("Red"),
    title: () => msg("Red volume"),
    counted: (number) => msg(str`${number} red`),
  },
  {
    colour: "#7d6bff",
    word: () => msg("violet"),
    name: () => msg("Violet"),
    title: () => msg("Violet volume"),
    counted: (number) => msg(str`${number} violet`),
  },
  {
    colour: "#b86aa0",
    word: () => msg("mauve"),
    name: () => msg("Mauve"),
    title: () => msg("Mauve volume"),
    counted: (number) => msg(str`${number} mauve`),
  },
  {
    colour: "#8af0ff",
    word: () => msg("aqua"),
    name: () => msg("Aqua"),
    title: () => msg("Aqua volume"),
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
  return VOLUME_COLOURS[stage - 1]?.word() ?? msg(str`stage ${stage}`);
}

/**
 * The name of a stage's volume alone, for narrow places.
 *
 * @param {number} stage
 */
export function stageName(stage) {
  return VOLUME_COLOURS[stage - 1]?.name() ?? msg(str`Stage ${stage}`);
}

/**
 * The volume's title, as in `Green volume`.
 *
 * @param {number} stage
 */
export function stageTitle(stage) {
  return VOLUME_COLOURS[stage - 1]?.title() ?? msg(str`Volume of stage ${stage}`);
}

/**
 * A count of a stage's cells or slices, as in `3 green`.
 *
 * @param {number} number
 * @param {number} stage
 */
export function stageCounted(number, stage) {
  return VOLUME_COLOURS[stage - 1]?.counted(number) ?? msg(str`${number} stage ${stage}`);
}
