import { textScale } from "../ui/text-scale.js";
import { paint, ramps, tile } from "./tile-layout.js";
import { placeOf, sentCount } from "../network/sent-slices.js";

/** @import { LayerCard } from "../types/api.js" */

/**
 * Where the slices of a volume are drawn; lengths are px.
 *
 * @typedef {object} Grid
 * @property {ArrayLike<number>} slices  number of the slice at each place
 * @property {{ x: number, y: number }[]} places  top-left corner of each slice
 * @property {number} width  of each slice
 * @property {number} height
 */

/** Draws one volume, and caches what is the same for all frames. */
export class Sheet {
  /** @param {LayerCard} layer */
  constructor(layer) {
    const [, rows = 1, cols = 1] = layer.shape;
    const channels = sentCount(layer);
    this.layer = layer;
    this.colours = ramps(layer);
    this.picture = new ImageData(cols, rows * channels);
    this.pixels = new Uint32Array(this.picture.data.buffer);
    /** One pixel a cell, with the slices stacked vertically. */
    this.cells = document.createElement("canvas");
    this.cells.width = cols;
    this.cells.height = rows * channels;
  }

  /**
   * Paints the volume's bytes as a grid of tiles.
   *
   * @param {HTMLCanvasElement} canvas
   * @param {Uint8Array} bytes  [slice, row, col]
   * @param {ArrayLike<number>} slices  numbers of the slices
   * @param {ArrayLike<number>} grid  number of the slice at each place
   * @param {number} available  available width, px
   * @param {number} dense  pixels to draw per px
   */
  draw(canvas, bytes, slices, grid, available, dense) {
    const brush = canvas.getContext("2d");
    if (!brush) return;
    const { total, places, width, height } = tile(available, this.layer.shape, textScale());
    const [across, down] = [Math.round(available * dense), Math.round(total * dense)];
    if (canvas.width !== across) canvas.width = across;
    if (canvas.height !== down) canvas.height = down;
    brush.setTransform(dense, 0, 0, dense, 0, 0);
    this.lay(brush, bytes, slices, { slices: grid, places, width, height });
  }

  /**
   * Paints the volume's bytes with each slice at a given place.
   *
   * @param {CanvasRenderingContext2D} brush
   * @param {Uint8Array} bytes  [slice, row, col]
   * @param {ArrayLike<number>} slices  numbers of the slices
   * @param {Grid} grid
   */
  lay(brush, bytes, slices, { slices: shown, places, width, height }) {
    const [, rows = 1, cols = 1] = this.layer.shape;
    paint(bytes, this.colours, this.pixels, slices);
    this.cells.getContext("2d")?.putImageData(this.picture, 0, 0);
    brush.imageSmoothingEnabled = false;
    for (const [place, { x, y }] of places.entries()) {
      const channel = placeOf(slices, shown[place] ?? place);
      brush.drawImage(this.cells, 0, channel * rows, cols, rows, x, y, width, height);
    }
  }
}
