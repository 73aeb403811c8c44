import { nothing, svg } from "lit";

/** @import { Box } from "../network/training-region.js" */
/** @import { LayerCard } from "../types/api.js" */

/**
 * A box that a network was trained in, as a dotted frame over the canvas.
 *
 * @param {{ box: Box, marks: string[], second: boolean }} region
 * @param {boolean} marked  whether it bears the network's mark
 */
export function frame({ box, marks, second }, marked) {
  const { top, left, height, width } = box;
  const name = svg`<text x=${left + width} y=${top - 1}>${marks.join(" ")}</text>`;
  return svg`<rect class=${second ? "trained second" : "trained"} x=${left} y=${top}
    width=${width} height=${height} />${marked ? name : nothing}`;
}

/**
 * A cell's receptive field in the input, px.
 *
 * @param {LayerCard[]} layers
 * @param {{ layer: string, row: number, col: number }} cell
 */
export function fieldOf(layers, cell) {
  const layer = layers.find(({ name }) => name === cell.layer);
  if (!layer?.receptive_field || layer.stride === null) return null;
  const { size, offset } = layer.receptive_field;
  return { row: offset + cell.row * layer.stride, col: offset + cell.col * layer.stride, size };
}
