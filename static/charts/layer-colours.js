import { stageColour } from "../i18n/volume-colour-names.js";

/** @import { LayerCard, QuantisedVolume } from "../types/api.js" */
/** @import { Scale } from "../types/state.js" */

const INPUT_COLOUR = "#5b9dff";
export const HEAD_COLOUR = "#d6deee";
const NEUTRAL_COLOUR = "#ffffff";

/**
 * A layer's own colour, `#rrggbb`; nothing else on the page has that of a volume. White, which is no
 * stage's, is for a layer that is only a step on the way, and for a volume without a stage.
 *
 * @param {Pick<LayerCard, "role"|"stage">} layer
 */
export function layerColour({ role, stage }) {
  switch (role) {
    case "input":
      return INPUT_COLOUR;
    case "volume":
      return stage === null ? NEUTRAL_COLOUR : stageColour(stage);
    case "hidden":
    case "output":
      return HEAD_COLOUR;
    default:
      return NEUTRAL_COLOUR;
  }
}

/** Brightness grows with this power of the activation, in the figure and in its legend alike. */
export const GAMMA = 0.7;

/**
 * The colour of each slice: that of what it detects, else its volume's.
 *
 * @param {LayerCard} layer
 * @returns {string[]}  #rrggbb, one for each slice
 */
export function sliceColours(layer) {
  const own = layerColour(layer);
  return Array.from({ length: layer.shape[0] ?? 0 }, (_, slice) => layer.colors[slice] ?? own);
}

/**
 * The factor by which each slice's bytes are brightened before they are drawn.
 *
 * `fixed` draws them as they are, so that equal activations look equal; `layer` and `slice` stretch
 * the largest value in sight to full brightness.
 *
 * @param {QuantisedVolume} volume
 * @param {Scale} scale
 * @returns {Float32Array}  one for each slice, at least 1
 */
export function gains(volume, scale) {
  const slices = volume.active.length;
  const result = new Float32Array(slices).fill(1);
  if (scale === "fixed") return result;
  const cells = volume.bytes.length / slices;
  let largest = 0;
  for (let slice = 0; slice < slices; slice++) {
    let max = 0;
    for (let i = slice * cells; i < (slice + 1) * cells; i++) {
      const byte = volume.bytes[i] ?? 0;
      if (byte > max) max = byte;
    }
    result[slice] = 255 / Math.max(max, 1);
    largest = Math.max(largest, max);
  }
  return scale === "slice" ? result : result.fill(255 / Math.max(largest, 1));
}

/**
 * `#rrggbb` as three numbers, 0..1.
 *
 * @param {string} hex
 * @returns {[number, number, number]}
 */
export function rgb(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
