import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { enumerated } from "../i18n/locale.js";
import { valueRamp } from "../microscope/value-legend.js";
import { textScale } from "../ui/text-scale.js";
import { NAME } from "./tile-layout.js";
import {
  layerName,
  numberText,
  shapeText,
  sliceName,
  theVolume,
  volumeTitle,
} from "../i18n/labels.js";
import { sentText } from "../network/sent-slices.js";

/** @import { Cell } from "../types/state.js" */
/** @import { LayerCard } from "../types/api.js" */
/** @import { Tiles } from "./tile-layout.js" */

/** Of more slices than this the grid scrolls within its room. */
const MANY = 24;

/**
 * Marks and handlers of a volume's tiles.
 *
 * @typedef {object} VolumeControls
 * @property {ArrayLike<number>} slices  numbers of the slices
 * @property {number|null} own  the selected slice
 * @property {number} focus  the slice with the focus, from which keys move
 * @property {Cell|null} cell  the cell to frame, of any volume
 * @property {(event: KeyboardEvent) => void} key
 * @property {(event: PointerEvent) => void} leave
 * @property {(channel: number) => void} reach  called when a slice gets the focus
 * @property {(event: PointerEvent, channel: number) => void} point
 * @property {(event: MouseEvent, channel: number) => void} press
 */

/**
 * Draws every slice of a volume as a tile over one canvas, with the colour scale.
 *
 * @param {LayerCard} layer
 * @param {Tiles} tiles
 * @param {VolumeControls} controls
 */
export function drawVolume(
  layer,
  tiles,
  { slices, own, focus, cell, key, leave, reach, point, press },
) {
  const [low, high] = layer.range;
  return html`
    <h3>
      ${volumeTitle(layer)}
      <span class="quiet number"
        >${enumerated([shapeText(layer), ...sentText(layer), layerName(layer)])}</span
      >
    </h3>
    <div class=${tiles.places.length > MANY ? "tall" : ""}>
      <div
        class="volume"
        role="listbox"
        aria-orientation="horizontal"
        aria-label=${msg(str`Slices of ${theVolume(layer)}`)}
        aria-describedby="keys"
        .style=${`height: ${tiles.total}px`}
        data-volume=${layer.name}
        @keydown=${key}
        @pointerleave=${leave}
      >
        <canvas aria-hidden="true"></canvas>
        ${tiles.places.map(({ x, y }, place) => {
          const channel = slices[place] ?? place;
          return html`
            <button
              class="tile"
              role="option"
              aria-selected=${channel === own}
              tabindex=${channel === focus ? 0 : -1}
              data-channel=${channel}
              .style=${`left: ${x}px; top: ${y}px; width: ${tiles.width}px; height: ${
                tiles.height + NAME * textScale()
              }px`}
              title=${sliceName(layer, channel)}
              @focus=${() => reach(channel)}
              @pointermove=${(/** @type {PointerEvent} */ event) => point(event, channel)}
              @click=${(/** @type {MouseEvent} */ event) => press(event, channel)}
            >
              <span class="name">${sliceName(layer, channel)}</span>
              ${
                cell?.layer === layer.name && cell.channel === channel
                  ? cellFrame(layer, cell, tiles)
                  : nothing
              }
            </button>
          `;
        })}
      </div>
    </div>
    <p class="quiet number scale">
      ${numberText(Number(low.toPrecision(3)))}
      <span class="ramp" .style=${`background: ${valueRamp(layer)}`}></span>
      ${msg(str`${numberText(Number(high.toPrecision(3)))}, fixed`)}
    </p>
  `;
}

/**
 * A frame around a cell.
 *
 * @param {LayerCard} layer
 * @param {Cell} cell
 * @param {Tiles} tiles
 */
function cellFrame({ shape }, { row, col }, { width, height }) {
  const [, rows = 1, cols = 1] = shape;
  const [down, right] = [height / rows, width / cols];
  const [wide, tall] = [Math.max(right, 3) + 4, Math.max(down, 3) + 4];
  return html`<span
    class="cell-frame"
    .style=${`left: ${(col + 0.5) * right - wide / 2}px; top: ${
      (row + 0.5) * down - tall / 2
    }px; width: ${wide}px; height: ${tall}px`}
  ></span>`;
}
