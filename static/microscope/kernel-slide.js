import { html } from "lit";
import { msg, str } from "@lit/localize";
import { GAMMA, sliceColours } from "../charts/layer-colours.js";
import { sliceName } from "../i18n/labels.js";

/** @import { LayerCard, Patch, Seen } from "../types/api.js" */

/**
 * A slice of a convolution's input with the kernel's window, on its way from the first place to the
 * patch: along the first row, then down.
 *
 * @param {Patch} patch
 * @param {LayerCard} input
 * @param {number} channel
 * @param {number} share  of the way, from 0 to 1
 */
export function drawSlide(patch, input, channel, share) {
  const [, rows = 1, cols = 1] = input.shape;
  const { row, col } = windowAt(patch, share);
  const box = {
    left: (100 * col) / cols,
    top: (100 * row) / rows,
    width: (100 * extent(patch.cols)) / cols,
    height: (100 * extent(patch.rows)) / rows,
  };
  const style = Object.entries(box).map(([name, value]) => `${name}: ${value.toFixed(3)}%`);
  return html`<div class="slide" .style=${`aspect-ratio: ${cols} / ${rows}`}>
    <canvas
      data-map=${channel}
      data-layer=${input.name}
      role="img"
      aria-label=${msg(str`${sliceName(input, channel)}: the slice, and where the kernel lies`)}
    ></canvas>
    <i .style=${style.join("; ")}></i>
  </div>`;
}

/**
 * The window's first row and col; negative in padding.
 *
 * @param {Patch} patch
 * @param {number} share
 */
export function windowAt({ rows, cols }, share) {
  const [row, col] = [first(rows), first(cols)];
  // Both legs take as long as they are.
  const [across, down] = [Math.abs(col), Math.abs(row)];
  const gone = Math.min(Math.max(share, 0), 1) * (across + down);
  return {
    row: Math.round(Math.sign(row) * Math.max(gone - across, 0)),
    col: Math.round(Math.sign(col) * Math.min(gone, across)),
  };
}

/**
 * Where a window begins, also outside the slice.
 *
 * @param {Seen} places  of the window along one axis; null in padding
 */
function first(places) {
  const at = places.findIndex((place) => place !== null);
  return (places[at] ?? 0) - Math.max(at, 0) * gap(places);
}

/**
 * Cells from the first to the last one of a window, both included.
 *
 * @param {Seen} places
 */
function extent(places) {
  return (places.length - 1) * gap(places) + 1;
}

/**
 * Cells from one that a window sees to the next. At a border that goes round or repeats the slice,
 * neighbours lie elsewhere; the smallest step forward is the window's own.
 *
 * @param {Seen} places
 */
function gap(places) {
  const steps = places.slice(1).map((place, i) => {
    const before = places[i] ?? null;
    return place === null || before === null ? 0 : place - before;
  });
  const forward = steps.filter((step) => step > 0);
  return forward.length ? Math.min(...forward) : 1;
}

/**
 * Paints a slice, one pixel a cell: the slice's colour, as opaque as the cell is strong.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {LayerCard} input
 * @param {number} channel
 * @param {Uint8Array} bytes  of the slice, [row, col]; 255 is the end of the scale
 */
export function paintSlice(canvas, input, channel, bytes) {
  const [, rows = 1, cols = 1] = input.shape;
  if (canvas.width !== cols) canvas.width = cols;
  if (canvas.height !== rows) canvas.height = rows;
  const colour = sliceColours(input)[channel] ?? "#ffffff";
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const picture = new ImageData(cols, rows);
  for (let i = 0; i < rows * cols; i++) {
    picture.data.set(parts, 4 * i);
    const share = (bytes[i] ?? 0) / 255;
    picture.data[4 * i + 3] = Math.round(255 * share ** GAMMA);
  }
  canvas.getContext("2d")?.putImageData(picture, 0, 0);
}
