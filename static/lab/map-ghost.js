import { msg } from "@lit/localize";
import { css, html } from "lit";

/** @import { Card } from "../types/api.js" */

/** Margin around the map for the names of its axes, px of the canvas. */
const MARGIN = 9;

/**
 * The outline of a map that has not been measured yet, with its axes.
 *
 * @param {Card} card
 */
export function mapGhost({ input_shape: [, rows, cols] }) {
  return html`<svg
    class="map-ghost"
    viewBox="${-MARGIN} ${-MARGIN} ${cols + MARGIN + 1} ${rows + MARGIN + 1}"
    role="img"
    aria-label=${msg("not swept yet")}
  >
    <rect width=${cols} height=${rows} />
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
  .map-ghost text {
    fill: var(--quiet);
    font-size: 5px;
    text-anchor: middle;
  }
`;
