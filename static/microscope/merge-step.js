import { html } from "lit";
import { diverging } from "../charts/colour-ramps.js";
import { theVolume } from "../i18n/labels.js";
import { largest } from "../network/arrays.js";
import { exact } from "./value-grid.js";

/** @import { CellRef, Factors, LayerCard, Terms } from "../types/api.js" */
/** @import { StepContext } from "./layer-step.js" */

/**
 * Draws the cells of several inputs that are added or multiplied; a press goes to a cell.
 *
 * @param {Terms|Factors} how
 * @param {string} path
 * @param {StepContext} context
 * @param {LayerCard|undefined} layer  that adds or multiplies
 */
export function drawMerge(how, path, context, layer) {
  const end = largest(how.values) || 1;
  return html`<ul class="shares merged">
    ${how.values.map((value, i) => {
      const share = value / end;
      const style = `${share < 0 ? "right" : "left"}: 50%; width: ${Math.abs(share) * 50}%; background: ${diverging(Math.sign(share) * 0.7)}`;
      const name = layer?.inputs[i] ?? "";
      const input = context.card.layers.find((each) => each.name === name);
      return html`<li>
        <button @click=${() => context.go({ layer: name, place: cellOf(input, how.strongest) })}>
          <span class="name">${input?.role ? theVolume(input) : name}</span>
          <span class="track" aria-hidden="true"><i .style=${style}></i></span>
          ${exact(value, `${path}.values.${i}`)}
        </button>
      </li>`;
    })}
  </ul>`;
}

/**
 * The cell of an input that belongs to a place: a gate has one cell for all places of a slice.
 *
 * @param {LayerCard|undefined} input
 * @param {CellRef} place
 * @returns {CellRef}
 */
function cellOf(input, place) {
  if (!("channel" in place)) return place;
  const [, rows = 1, cols = 1] = input?.shape ?? [];
  return {
    channel: place.channel,
    row: Math.min(place.row, rows - 1),
    col: Math.min(place.col, cols - 1),
  };
}
