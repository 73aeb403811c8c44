import { html, nothing, svg } from "lit";
import { ghost } from "../lab/canvas-overlay.js";
import { laid } from "../lab/sweep-maps.js";
import { regionFrames } from "../opening/region-frames.js";
import { learnedSide } from "../scene/learned-size.js";
import { fieldOf } from "../scene/scene-overlays.js";
import { selectedObject } from "../scene/tools/selected-object.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Store } from "../state/store.js" */

/**
 * What lies over the scene's canvas: a sweep's map, scene A, the places of training, frames around the
 * selected object and what the cell sees, and the region that is painted for a training of the visitor's.
 *
 * @param {Context} context
 * @param {boolean} showRegion  whether the places of training are drawn
 */
export function sceneLayers(context, showRegion) {
  const { store, palette } = context;
  const [, rows, cols] = store.get("model").input_shape;
  const brush = store.get("brush");
  const selected = brush ? null : selectedObject(store, palette);
  const field = fieldSeen(store);
  return html`
    <sweep-overlay .context=${context}></sweep-overlay>
    <svg viewBox="0 0 ${cols} ${rows}" aria-hidden="true">
      ${store.get("tool").kind === "pen" ? sizeGuide(context, rows, cols) : nothing}
      ${laid(store)?.fields ? nothing : ghost(context)}
      ${showRegion ? regionFrames(context) : nothing}
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
    ${
      brush || store.get("lab") === "train"
        ? html`<region-overlay .context=${context}></region-overlay>`
        : nothing
    }
  `;
}

/**
 * A box in the canvas's middle, as large as the digits in training.
 *
 * @param {Context} context
 * @param {number} rows
 * @param {number} cols
 */
function sizeGuide({ store, palette }, rows, cols) {
  const side = learnedSide(store, palette);
  if (side === null) return nothing;
  return svg`<rect class="size" x=${(cols - side) / 2} y=${(rows - side) / 2}
    width=${side} height=${side} />`;
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
