import { GAMMA, rgb, sliceColours } from "../charts/colour.js";

/** @import { CellIndex, LayerCard, QuantisedVolume } from "../types/api.js" */

/** The stage's black. */
const BLACK = "#0b0e14";
/** The narrowest that a tile should be drawn, px, and the widest. */
const NARROW = 56;
const WIDE = 132;
/** Between tiles, and below each for its name, px. */
const GAP = 6;
export const NAME = 18;

/**
 * Where each slice of a volume is drawn: a grid of tiles of one size, in reading order.
 *
 * @typedef {object} Tiles
 * @property {number} columns
 * @property {number} width  of one tile, px
 * @property {number} height
 * @property {number} total  height of the whole grid, px
 * @property {{ x: number, y: number }[]} places  top-left corner of each tile
 */

/**
 * @param {number} room  width there is, px
 * @param {number[]} shape  [channel, row, col]
 * @param {number} [scale]  by how much text is larger than usual
 * @returns {Tiles}
 */
export function tile(room, [count = 1, rows = 1, cols = 1], scale = 1) {
  const fit = Math.max(Math.floor((room + GAP) / (NARROW * scale + GAP)), 1);
  const columns = Math.min(fit, count);
  const width = Math.min(Math.floor((room - GAP * (columns - 1)) / columns), WIDE * scale);
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
 * The colours of a volume's bytes, slice by slice, each at its own brightness of its own colour.
 *
 * @param {LayerCard} layer
 * @returns {Uint32Array[]}  256 RGBA pixels, one ramp for each slice
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
 * Paints a volume, one slice under the other.
 *
 * @param {Uint8Array} bytes  [channel, row, col]
 * @param {Uint32Array[]} colours  of `ramps`
 * @param {Uint32Array} pixels  to paint on, one for each byte
 */
export function paint(bytes, colours, pixels) {
  const cells = bytes.length / colours.length;
  for (const [channel, ramp] of colours.entries()) {
    for (let i = channel * cells; i < (channel + 1) * cells; i++) {
      pixels[i] = ramp[bytes[i] ?? 0] ?? 0;
    }
  }
}

/**
 * The brightest cell of a slice, of equals the first.
 *
 * @param {QuantisedVolume} volume
 * @param {number[]} shape  [channel, row, col]
 * @param {number} channel
 * @returns {CellIndex}
 */
export function brightest(volume, [, rows = 1, cols = 1], channel) {
  const slice = volume.bytes.subarray(channel * rows * cols, (channel + 1) * rows * cols);
  const at = slice.reduce((best, byte, i) => (byte > (slice[best] ?? 0) ? i : best), 0);
  return { channel, row: Math.floor(at / cols), col: at % cols };
}
