import { html, nothing } from "lit";
import { regions } from "../network/training-region.js";
import { drawingOf } from "../scene/scene.js";
import { shown } from "../state/network-sides.js";
import { placeNow, placesLabels, placesView } from "./places-view.js";
import { tilesOver } from "./tiles-view.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * What lies over the first screen's canvas: the object's places, those where a network learned, and the
 * tiles on them.
 *
 * @param {Context} context
 */
export function boardLayers({ store, palette }) {
  const [, height, width] = store.get("model").input_shape;
  const canvas = { height, width };
  const scene = store.get("scene");
  const [placed] = scene.objects;
  const drawing = drawingOf(scene, palette, placed?.object ?? "");
  const learned = regions(shown(store)).map(({ box }) => box);
  if (!placed || !drawing) return nothing;
  return html`
    <svg viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${placesView(canvas, drawing, learned)}
      ${tilesOver(store.get("tiles"), drawing, store.get("locale"))} ${placeNow(placed, drawing)}
    </svg>
    ${placesLabels(canvas, drawing, learned)}
  `;
}
