import { GAMMA, rgb, sliceColours } from "../charts/layer-colours.js";
import { bytesIn, sentCount } from "../network/sent-slices.js";

/** @import { CellIndex, LayerCard, QuantisedVolume } from "../types/api.js" */

/** The stage's black. */
const BLACK = "#0b0e14";
/** Smallest and largest width of a tile, px. */
const MIN_WIDTH = 56;
const MAX_WIDTH = 132;
/** Gap between tiles, and height of a tile's name, px. */
const GAP = 6;
export const NAME = 18;

/**
 * Layout of a volume's slices: a grid of tiles of one size, in reading order.
 *
 * @typedef {object} Tiles
 * @property {number} columns
 * @property {number} width  of one tile, px
 * @property {number} height
 * @property {number} total  height of the whole grid, px
 * @property {{ x: number, y: number }[]} places  top-left corner of each tile
 */

/**
 * @param {number} available  available width, px
 * @param {number[]} shape  [channel, row, col]
 * @param {number} [scale]  text size as a multiple of the default
 * @returns {Tiles}
 */
export function tile(available, shape, scale = 1) {
  const [, rows = 1, cols = 1] = shape;
  const count = sentCount({ shape });
  const fit = Math.max(Math.floor((available + GAP) / (MIN_WIDTH * scale + GAP)), 1);
  const columns = Math.min(fit, count);
  const width = Math.min(
    Math.floor((available - GAP * (columns - 1)) / columns),
    MAX_WIDTH * scale,
  );
  const height = Math.max(Math.round((width * rows) / cols), 1);
  const down = height + NAME * scale + GAP;
  return {
    columns,
    width,
    height,
    total: Math.ceil(count / columns) * down - GAP,
    places: Array.from({ length: count }, (_, i) => ({
      x: (i % columns) * (width + GAP),
      y: Math.floor(i / columns) * down,
    })),
  };
}

/**
 * Colour ramps of a volume's bytes, one for each slice in its own colour.
 *
 * @param {LayerCard} layer
 * @returns {Uint32Array[]}  256 RGBA pixels a slice
 */
export function ramps(layer) {
  const ground = rgb(BLACK);
  return sliceColours(layer).map((colour) => {
    const ink = rgb(colour);
    const ramp = new Uint8ClampedArray(4 * 256);
    for (let byte = 0; byte < 256; byte++) {
      const share = (byte / 255) ** GAMMA;
      const mixed = ink.map((part, i) => 255 * ((ground[i] ?? 0) * (1 - share) + part * share));
      ramp.set([...mixed, 255], 4 * byte);
    }
    return new Uint32Array(ramp.buffer);
  });
}

/**
 * Paints a volume, its slices stacked vertically.
 *
 * @param {Uint8Array} bytes  [slice, row, col]
 * @param {Uint32Array[]} colours  from `ramps`, by number of the slice
 * @param {Uint32Array} pixels  output, one RGBA pixel for each byte
 * @param {ArrayLike<number>} [slices]  numbers of the slices; absent: all
 */
export function paint(bytes, colours, pixels, slices = colours.map((_, slice) => slice)) {
  const cells = bytes.length / slices.length;
  for (const [channel, slice] of Array.from(slices).entries()) {
    const ramp = colours[slice] ?? [];
    for (let i = channel * cells; i < (channel + 1) * cells; i++) {
      pixels[i] = ramp[bytes[i] ?? 0] ?? 0;
    }
  }
}

/**
 * The brightest cell of a slice; of several, the first.
 *
 * @param {QuantisedVolume} volume
 * @param {number[]} shape  [channel, row, col]
 * @param {number} channel
 * @returns {CellIndex}
 */
export function brightest(volume, [, , cols = 1], channel) {
  const slice = bytesIn(volume, channel);
  const at = slice.reduce((best, byte, i) => (byte > (slice[best] ?? 0) ? i : best), 0);
  return { channel, row: Math.floor(at / cols), col: at % cols };
}
