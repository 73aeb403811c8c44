import { msg } from "@lit/localize";
import { GAMMA, layerColour, sliceColours } from "../charts/layer-colours.js";
import { label } from "./figure-labels.js";
import { numberText, sliceMark } from "../i18n/labels.js";
import { enumerated } from "../i18n/locale.js";
import { activeIn } from "../network/sent-slices.js";

/** @import { Mark } from "./slice-marks.js" */
/** @import { Stage } from "./stage.js" */
/** @import { LayerCard } from "../types/api.js" */
/** @import { Scale } from "../types/state.js" */

/** Ramps by colour, as data URLs. @type {Map<string, string>} */
const RAMPS = new Map();
/** Width of a ramp's picture, px. */
const RAMP = 48;
/** Distance of the key from the stage's top by its style, px. */
const KEY_TOP = 12;

/**
 * Whether the colour of a volume's slices says what they found.
 *
 * @param {LayerCard} layer
 */
function coloured(layer) {
  return layer.role !== "input" && layer.colors.length > 0;
}

/**
 * One entry for each colour, with the names of all parts that have it.
 *
 * @param {{ colour: string, name: string }[]} parts
 * @returns {{ colour: string, name: string }[]}
 */
export function byColour(parts) {
  const names = Map.groupBy(parts, ({ colour }) => colour);
  return [...names].map(([colour, own]) => ({
    colour,
    name: enumerated([...new Set(own.map(({ name }) => name))]),
  }));
}

/**
 * The key of colours for volumes whose slices have colours of their own, but no marks, as where they
 * are too close: the parts found in the scene. Marks name their slices themselves; other networks have
 * a ramp in each volume's heading.
 *
 * @param {Stage} stage
 * @param {Mark[]} marks  of the figure
 * @param {number} top  px at the top to keep free
 * @returns {HTMLElement[]}
 */
export function colourKey(stage, marks, top) {
  if (stage.small) return [];
  const marked = new Set(marks.map(({ layer }) => layer));
  const volumes = stage.layout.volumes
    .map(({ layer }) => layer)
    .filter((layer) => coloured(layer) && !marked.has(layer.name));
  const parts = byColour(volumes.flatMap((layer) => found(stage, layer)));
  if (parts.length === 0) return [];
  const key = label("key", 0, 0, "");
  key.style.transform = `translateY(${Math.max(top - KEY_TOP, 0)}px)`;
  const title = document.createElement("span");
  title.className = "steps";
  title.textContent = msg("Colour = the part it found");
  key.append(title);
  for (const { colour, name } of parts) {
    const part = document.createElement("span");
    part.className = "part";
    const swatch = document.createElement("i");
    swatch.style.background = colour;
    part.append(swatch, name);
    key.append(part);
  }
  return [key];
}

/**
 * The slices of a volume that found something.
 *
 * @param {Stage} stage
 * @param {LayerCard} layer
 */
function found(stage, layer) {
  const volume = stage.frame?.volumes.get(layer.name);
  return sliceColours(layer).flatMap((colour, slice) =>
    (activeIn(volume, slice) ?? 0) > 0 ? [{ colour, name: sliceMark(layer, slice) }] : [],
  );
}

/**
 * The activations at the two ends of a volume's colours, as in `0` and `≥ 2.5`. Where cells can be below
 * zero, the dark end is the lowest value: zero lies in the middle.
 *
 * @param {Pick<LayerCard, "range">} layer
 * @param {Scale} scale
 * @returns {[string, string]}
 */
export function ends({ range: [low, high] }, scale) {
  const text = (/** @type {number} */ value) => numberText(Number(value.toPrecision(3)));
  // The brightest colour stands for all values from there on, the darkest for all up to there.
  const bottom = low < 0 ? `≤ −${text(-low)}` : text(low);
  return [bottom, scale === "fixed" ? `≥ ${text(high)}` : msg("largest")];
}

/**
 * A volume's colours from dark to full brightness, with the activations of both, for its heading; null for a volume whose slices have colours of their own, and for the head.
 *
 * @param {LayerCard} layer
 * @param {Scale} scale
 */
export function ramp(layer, scale) {
  if (layer.role !== "volume" || layer.colors.length > 0) return null;
  const element = document.createElement("div");
  element.className = "ramp number";
  const bar = new Image();
  bar.src = rampOf(layerColour(layer));
  const [bottom, top] = ends(layer, scale);
  element.append(bottom, bar, top);
  return element;
}

/**
 * @param {string} colour  #rrggbb
 * @returns {string}  a data URL
 */
function rampOf(colour) {
  const known = RAMPS.get(colour);
  if (known) return known;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [RAMP, 1];
  const brush = canvas.getContext("2d");
  for (let i = 0; brush && i < RAMP; i++) {
    const share = Math.round((i / (RAMP - 1)) ** GAMMA * 100);
    brush.fillStyle = `color-mix(in srgb, ${colour} ${share}%, #0b0e14)`;
    brush.fillRect(i, 0, 1, 1);
  }
  const url = canvas.toDataURL();
  RAMPS.set(colour, url);
  return url;
}
