import { msg } from "@lit/localize";
import { css, html, nothing, svg } from "lit";

/** @import { Card } from "../types/api.js" */

/** Margin around the map for the names of its axes, px of the canvas. */
const MARGIN = 9;

/**
 * The outline of a map that has not been measured yet: its axes, and the region in which the network was
 * trained.
 *
 * @param {Card} card
 * @param {Card["region"]} region  px; null: the whole canvas
 */
export function mapGhost({ input_shape: [, rows, cols] }, region) {
  const [top, left, bottom, right] = region ?? [0, 0, 0, 0];
  return html`<svg
    class="map-ghost"
    viewBox="${-MARGIN} ${-MARGIN} ${cols + MARGIN + 1} ${rows + MARGIN + 1}"
    role="img"
    aria-label=${msg("not swept yet")}
  >
    <rect width=${cols} height=${rows} />
    ${
      region
        ? svg`<rect class="trained" x=${left} y=${top} width=${right - left} height=${bottom - top} />`
        : nothing
    }
    <text x=${cols / 2} y="-3">${msg("col")} →</text>
    <text transform="translate(-3 ${rows / 2}) rotate(-90)">← ${msg("row")}</text>
  </svg>`;
}

export const mapGhostStyle = css`
  .map-ghost {
    display: block;
    width: 100%;
  }
  .map-ghost rect {
    fill: none;
    stroke: color-mix(in srgb, var(--quiet) 55%, transparent);
    stroke-dasharray: 4 3;
    vector-effect: non-scaling-stroke;
  }
  .map-ghost .trained {
    stroke: var(--quiet);
    stroke-dasharray: 2 3;
  }
  .map-ghost text {
    fill: var(--quiet);
    font-size: 5px;
    text-anchor: middle;
  }
`;
