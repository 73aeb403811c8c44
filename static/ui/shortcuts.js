import { msg } from "@lit/localize";
import { ARROWS } from "./arrow-keys.js";

/**
 * All keyboard shortcuts of the page. Handlers and the page's list of keys both use this table, so
 * that they always agree.
 *
 * @typedef {"anywhere"|"canvas"|"figure"|"slices"|"maps"|"tabs"|"tour"|"projector"} Where  the focused element
 * @typedef {object} Shortcut
 * @property {Where} where
 * @property {readonly string[]} keys  values of `KeyboardEvent.key`, in lower case; on keyboards without
 *   Latin letters, the keys at the same places
 * @property {string} [range]  one name for all of its keys; by default each has its own
 * @property {boolean} [command]  whether it needs Ctrl, or ⌘ on a Mac; by default neither may be pressed
 * @property {boolean} [shift]  whether it needs Shift; undefined: with or without
 * @property {() => string} text  its effect
 */

const arrows = Object.keys(ARROWS);
export const DIGITS = [..."0123456789"];

export const SHORTCUTS = {
  /** @type {Shortcut} */
  help: { where: "anywhere", keys: ["?"], text: () => msg("show this list") },
  /** @type {Shortcut} */
  flow: { where: "anywhere", keys: ["q"], text: () => msg("look along the flow") },
  /** @type {Shortcut} */
  front: { where: "anywhere", keys: ["w"], text: () => msg("look at the slices") },
  /** @type {Shortcut} */
  side: { where: "anywhere", keys: ["e"], text: () => msg("look from the side") },
  /** @type {Shortcut} */
  pin: { where: "anywhere", keys: ["p"], text: () => msg("pin the scene as A, to compare with") },
  /** @type {Shortcut} */
  source: {
    where: "anywhere",
    keys: [","],
    text: () => msg("microscope: one step towards the input"),
  },
  /** @type {Shortcut} */
  user: {
    where: "anywhere",
    keys: ["."],
    text: () => msg("microscope: one step towards the output"),
  },
  /** @type {Shortcut} */
  projector: {
    where: "anywhere",
    keys: ["f"],
    text: () => msg("projector mode: canvas, figure and answer alone, in large type"),
  },
  /** @type {Shortcut} */
  nextPage: {
    where: "projector",
    keys: ["PageDown"],
    text: () =>
      msg("the microscope's next step; in the tour: do the step's task, then its next step"),
  },
  /** @type {Shortcut} */
  previousPage: {
    where: "projector",
    keys: ["PageUp"],
    text: () => msg("back to the step before with its result, and to the page before the tour"),
  },
  /** @type {Shortcut} */
  digit: {
    where: "projector",
    keys: DIGITS,
    range: "0–9",
    text: () => msg("projected, outside the tour: put this digit in the object’s place"),
  },
  /** @type {Shortcut} */
  letGo: {
    where: "anywhere",
    keys: ["Escape"],
    text: () =>
      msg("close one thing: what is carried, the pen, the microscope, the cell, the tour"),
  },
  /** @type {Shortcut} */
  undo: {
    where: "anywhere",
    keys: ["z"],
    command: true,
    shift: false,
    text: () => msg("undo the last change of the scene or the networks"),
  },
  /** @type {Shortcut} */
  redo: {
    where: "anywhere",
    keys: ["z"],
    command: true,
    shift: true,
    text: () => msg("redo it"),
  },
  /** @type {Shortcut} */
  redoElsewhere: {
    where: "anywhere",
    keys: ["y"],
    command: true,
    shift: false,
    text: () => msg("redo it"),
  },
  /** @type {Shortcut} */
  nudge: {
    where: "canvas",
    keys: arrows,
    shift: false,
    text: () => msg("move the selected object by 1 px"),
  },
  /** @type {Shortcut} */
  stride: {
    where: "canvas",
    keys: arrows,
    shift: true,
    text: () => msg("move it by one whole cell of the last layer"),
  },
  /** @type {Shortcut} */
  paint: {
    where: "canvas",
    keys: ["Enter", " "],
    text: () => msg("paint or rub out, with the brush of the tab “Train”, which arrow keys move"),
  },
  /** @type {Shortcut} */
  next: { where: "canvas", keys: ["n"], text: () => msg("select the next object") },
  /** @type {Shortcut} */
  remove: {
    where: "canvas",
    keys: ["Delete", "Backspace"],
    text: () => msg("remove the selected object"),
  },
  /** @type {Shortcut} */
  cell: {
    where: "figure",
    keys: arrows,
    shift: false,
    text: () => msg("go from cell to cell of a slice"),
  },
  /** @type {Shortcut} */
  previousSlice: {
    where: "figure",
    keys: ["[", "PageUp"],
    text: () => msg("the slice before"),
  },
  /** @type {Shortcut} */
  nextSlice: { where: "figure", keys: ["]", "PageDown"], text: () => msg("the slice after") },
  /** @type {Shortcut} */
  nextVolume: {
    where: "figure",
    keys: ["v"],
    shift: false,
    text: () => msg("the next volume"),
  },
  /** @type {Shortcut} */
  previousVolume: {
    where: "figure",
    keys: ["v"],
    shift: true,
    text: () => msg("the volume before"),
  },
  /** @type {Shortcut} */
  strongest: {
    where: "figure",
    keys: ["m"],
    text: () => msg("the strongest cell of the slice"),
  },
  /** @type {Shortcut} */
  keep: {
    where: "figure",
    keys: ["Enter", " "],
    text: () => msg("keep the cell for the microscope"),
  },
  /** @type {Shortcut} */
  turn: { where: "figure", keys: arrows, shift: true, text: () => msg("turn the figure") },
  /** @type {Shortcut} */
  nearer: { where: "figure", keys: ["+", "="], text: () => msg("zoom in") },
  /** @type {Shortcut} */
  farther: { where: "figure", keys: ["-"], text: () => msg("zoom out") },
  /** @type {Shortcut} */
  home: { where: "figure", keys: ["0"], text: () => msg("the whole figure, as it stood at first") },
  /** @type {Shortcut} */
  slice: {
    where: "slices",
    keys: arrows,
    shift: false,
    text: () => msg("go from slice to slice"),
  },
  /** @type {Shortcut} */
  sliceCell: {
    where: "slices",
    keys: arrows,
    shift: true,
    text: () => msg("go from cell to cell of a slice"),
  },
  /** @type {Shortcut} */
  position: {
    where: "maps",
    keys: arrows,
    text: () => msg("point at a position or a number"),
  },
  /** @type {Shortcut} */
  choose: {
    where: "maps",
    keys: ["Enter", " "],
    text: () => msg("move the object there, or follow the number"),
  },
  /** @type {Shortcut} */
  tab: {
    where: "tabs",
    keys: ["ArrowLeft", "ArrowRight"],
    text: () => msg("the tab before, the tab after"),
  },
  /** @type {Shortcut} */
  ends: { where: "tabs", keys: ["Home", "End"], text: () => msg("the first tab, the last") },
  /** @type {Shortcut} */
  step: {
    where: "tour",
    keys: ["ArrowLeft", "ArrowRight"],
    text: () => msg("on its dots: the step before, the step after"),
  },
  /** @type {Shortcut} */
  stepEnds: {
    where: "tour",
    keys: ["Home", "End"],
    text: () => msg("on its dots: the first step, the last"),
  },
};

/** @typedef {keyof typeof SHORTCUTS} ShortcutName */

/** Names of the focused elements, in the order of the list. @type {Record<Where, () => string>} */
export const PLACES = {
  anywhere: () => msg("Anywhere"),
  canvas: () => msg("On the canvas"),
  figure: () => msg("On the figure"),
  slices: () => msg("On the slices"),
  maps: () => msg("On maps and grids of numbers"),
  tabs: () => msg("On the laboratory's tabs"),
  tour: () => msg("On the tour"),
  projector: () => msg("In the tour and in projector mode"),
};

/**
 * @param {ShortcutName} name
 * @returns {Shortcut}
 */
export function shortcut(name) {
  return SHORTCUTS[name];
}
