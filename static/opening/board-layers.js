import { html, nothing } from "lit";
import { regions } from "../network/training-region.js";
import { frame } from "../scene/scene-overlays.js";
import { drawingOf } from "../scene/scene.js";
import { shown } from "../state/network-sides.js";
import { SUBJECT } from "./subject.js";
import { tilesOver } from "./tiles-view.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * What lies over the first screen's canvas: the tiles, and the trained corner with its name.
 *
 * @param {Context} context
 */
export function boardLayers({ store, palette }) {
  const [, rows, cols] = store.get("model").input_shape;
  const scene = store.get("scene");
  const drawing = drawingOf(scene, palette, scene.objects[0]?.object ?? "");
  const trained = regions(shown(store));
  return html`
    <svg viewBox="0 0 ${cols} ${rows}" aria-hidden="true">
      ${drawing ? tilesOver(store.get("tiles"), drawing, store.get("locale")) : nothing}
      ${trained.map(({ box, marks }) => frame({ box, marks, second: false }, false))}
    </svg>
    ${trained.map(
      ({ box: { top, left, width, height } }) =>
        html`<div
          class="where"
          .style=${`top: ${(100 * top) / rows}%; left: ${(100 * left) / cols}%; width: ${(100 * width) / cols}%; height: ${(100 * height) / rows}%`}
        >
          <span>${SUBJECT.region()}</span>
        </div>`,
    )}
  `;
}
