import { html, nothing, svg } from "lit";
import { ghost } from "../lab/canvas-overlay.js";
import { regionFrames } from "../opening/region-frames.js";
import { fieldOf } from "../scene/scene-overlays.js";
import { selectedObject } from "../scene/tools/selected-object.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Store } from "../state/store.js" */

/**
 * What lies over the scene's canvas: a sweep's map, scene A, the places of training, and frames around the
 * selected object and what the cell sees.
 *
 * @param {Context} context
 * @param {boolean} showRegion  whether the places of training are drawn
 */
export function sceneLayers(context, showRegion) {
  const { store, palette } = context;
  const [, rows, cols] = store.get("model").input_shape;
  const selected = selectedObject(store, palette);
  const field = fieldSeen(store);
  return html`
    <sweep-overlay .context=${context}></sweep-overlay>
    <svg viewBox="0 0 ${cols} ${rows}" aria-hidden="true">
      ${ghost(context)} ${showRegion ? regionFrames(context) : nothing}
      ${
        selected
          ? svg`<rect class="chosen" x=${selected.placed.col} y=${selected.placed.row}
            width=${selected.drawing.width} height=${selected.drawing.height} />`
          : nothing
      }
      ${
        field
          ? svg`<rect class="field" x=${field.col} y=${field.row}
            width=${field.size} height=${field.size} />`
          : nothing
      }
    </svg>
  `;
}

/**
 * What the cell under the pointer sees, or else the one in the microscope.
 *
 * @param {Store} store
 */
function fieldSeen(store) {
  const pinned = store.get("pinnedCell");
  const cell = store.get("selection").cell ?? (pinned && "channel" in pinned ? pinned : null);
  return cell && fieldOf(store.get(cell.side)?.layers ?? [], cell);
}
