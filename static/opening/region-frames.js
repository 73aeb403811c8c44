import { nothing, svg } from "lit";
import { laid } from "../lab/sweep-maps.js";
import { regions } from "../network/training-region.js";
import { frame } from "../scene/scene-overlays.js";
import { placedDrawing } from "../scene/scene.js";
import { shown } from "../state/network-sides.js";
import { middlesIn } from "./places.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * The boxes in which the chosen object's middle was in the networks' training, as on the first screen.
 *
 * @param {Pick<Context, "store"|"palette">} context
 * @returns {{ boxes: ReturnType<typeof regions>, middle: { row: number, col: number } }|null}  px; null
 *   on an empty canvas, and for an object that is larger than all regions
 */
export function regionBoxes({ store, palette }) {
  const { scene, selection } = store.state;
  const placed = scene.objects[selection.object ?? 0] ?? scene.objects[0];
  const drawing = placedDrawing(scene, palette, placed);
  if (!drawing) return null;
  // A map's squares are within the box as a whole.
  const step = laid(store)?.plan.step ?? 1;
  const boxes = regions(shown(store)).flatMap((each) => {
    const box = middlesIn(each.box, drawing, step);
    return box ? [{ ...each, box }] : [];
  });
  const middle = { row: placed.row + drawing.height / 2, col: placed.col + drawing.width / 2 };
  return boxes.length > 0 ? { boxes, middle } : null;
}

/**
 * Those boxes as frames, and the object's middle as a dot.
 *
 * @param {Pick<Context, "store"|"palette">} context
 */
export function regionFrames(context) {
  const found = regionBoxes(context);
  if (!found) return nothing;
  const { boxes, middle } = found;
  const marked = shown(context.store).length > 1;
  return svg`
    ${boxes.map((each) => frame(each, marked))}
    <circle class="middle" cx=${middle.col} cy=${middle.row} r="1" />
  `;
}
