import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { regions } from "../network/training-region.js";
import { placedDrawing } from "../scene/scene.js";
import { shown } from "../state/network-sides.js";
import { isTransplant } from "../network/transplants.js";
import { placeNow, placesLabels, placesView } from "./places-view.js";
import { tilesOver } from "./tiles-view.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * What lies over the first screen's canvas: the object's places, those where a network learned, and the
 * tiles on them.
 *
 * @param {Context} context
 */
export function boardLayers({ store, palette, cards }) {
  const [, height, width] = store.get("model").input_shape;
  const canvas = { height, width };
  const scene = store.get("scene");
  const [placed] = scene.objects;
  const drawing = placedDrawing(scene, palette, placed);
  const sides = shown(store);
  const learned = regions(sides).map(({ box }) => box);
  // With swapped heads both strands have a part that learned here, and one that learned everywhere.
  const text = sides.some(({ card }) => isTransplant(cards, card))
    ? msg("corner")
    : msg("learned here");
  if (!placed || !drawing) return nothing;
  return html`
    <svg viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${placesView(canvas, drawing, learned)}
      ${tilesOver(store.get("tiles"), drawing, store.get("locale"))} ${placeNow(placed, drawing)}
    </svg>
    ${placesLabels(canvas, drawing, learned, text)}
  `;
}
