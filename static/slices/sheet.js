import { paint, ramps, tile } from "../slices.js";

/** @import { LayerCard } from "../types.js" */

/** The drawing of one volume; what does not change from frame to frame is kept. */
export class Sheet {
  /** @param {LayerCard} layer */
  constructor(layer) {
    const [channels = 1, rows = 1, cols = 1] = layer.shape;
    this.layer = layer;
    this.colours = ramps(layer);
    this.picture = new ImageData(cols, rows * channels);
    this.pixels = new Uint32Array(this.picture.data.buffer);
    /** One pixel a cell, one slice under the other. */
    this.cells = document.createElement("canvas");
    this.cells.width = cols;
    this.cells.height = rows * channels;
  }

  /**
   * Paints the volume's bytes, each slice as a tile.
   *
   * @param {HTMLCanvasElement} canvas
   * @param {Uint8Array} bytes  [channel, row, col]
   * @param {number} room  px
   */
  draw(canvas, bytes, room) {
    const brush = canvas.getContext("2d");
    if (!brush) return;
    const { shape } = this.layer;
    const [, rows = 1, cols = 1] = shape;
    const { total, places, width, height } = tile(room, shape);
    const dense = Math.min(devicePixelRatio, 2);
    const [across, down] = [Math.round(room * dense), Math.round(total * dense)];
    if (canvas.width !== across) canvas.width = across;
    if (canvas.height !== down) canvas.height = down;
    paint(bytes, this.colours, this.pixels);
    this.cells.getContext("2d")?.putImageData(this.picture, 0, 0);
    brush.imageSmoothingEnabled = false;
    brush.setTransform(dense, 0, 0, dense, 0, 0);
    for (const [channel, { x, y }] of places.entries()) {
      brush.drawImage(this.cells, 0, channel * rows, cols, rows, x, y, width, height);
    }
  }
}
