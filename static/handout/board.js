import { html } from "lit";
import { boardLayers } from "../opening/board-layers.js";
import { regionFrames } from "../opening/region-frames.js";
import { scenePicture } from "./pictures.js";

/** @import { Context } from "../ui/panel.js" */

/** Side of a square to mark places in, px of the canvas. */
const SQUARE = 8;

/**
 * Lines between squares.
 *
 * @param {number} rows
 * @param {number} cols
 */
function gridOf(rows, cols) {
  const ends = (/** @type {number} */ length) =>
    Array.from({ length: Math.ceil(length / SQUARE) - 1 }, (_, i) => (i + 1) * SQUARE);
  const down = ends(cols).map((x) => `M${x} 0V${rows}`);
  const across = ends(rows).map((y) => `M0 ${y}H${cols}`);
  return [...down, ...across].join("");
}

/**
 * The canvas with what lies over it: on the first screen its places and tiles, else those of training.
 *
 * @param {Context} context
 */
export function board(context) {
  const { store, sprites } = context;
  const { scene, model, screen } = store.state;
  const [, rows, cols] = model.input_shape;
  return html`<div class="board">
    ${scenePicture(scene, model, sprites)}
    ${
      screen === "opening" && scene.objects.length > 0
        ? boardLayers(context)
        : html`<svg viewBox="0 0 ${cols} ${rows}" aria-hidden="true">
            <path class="grid" d=${gridOf(rows ?? 0, cols ?? 0)} />
            ${regionFrames(context)}
          </svg>`
    }
  </div>`;
}
