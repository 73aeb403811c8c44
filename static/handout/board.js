import { html } from "lit";
import { boardLayers } from "../opening/board-layers.js";
import { regionFrames } from "../opening/region-frames.js";
import { scenePicture } from "./pictures.js";

/** @import { Context } from "../ui/panel.js" */

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
        : html`<svg viewBox="0 0 ${cols} ${rows}" aria-hidden="true">${regionFrames(context)}</svg>`
    }
  </div>`;
}
