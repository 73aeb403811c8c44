import { html } from "lit";
import { layerColour } from "../charts/layer-colours.js";
import { gradient } from "../charts/colour-ramps.js";
import { glow, valueScale } from "./value-colours.js";
import { numberText } from "../i18n/labels.js";

/** @import { LayerCard } from "../types/api.js" */

/**
 * A colour ramp with its title and end values.
 *
 * @param {string} title
 * @param {{ low: number, high: number, clipped?: boolean }} ends  clipped: values may lie beyond them
 * @param {string} colours  a CSS gradient
 */
export function legend(title, { low, high, clipped = false }, colours) {
  const text = (/** @type {number} */ end) => numberText(Number(end.toPrecision(clipped ? 3 : 2)));
  return html`
    <span>
      ${title}
      <span class="ramp" .style=${`background: ${colours}`}></span>
      <span class="ends"
        ><span>${clipped && low < 0 ? "≤ " : ""}${text(low)}</span
        ><span>${clipped ? "≥ " : ""}${text(high)}</span></span
      >
    </span>
  `;
}

/**
 * The colour ramp of a layer's values, as a CSS gradient.
 *
 * @param {LayerCard|undefined} layer
 */
export function valueRamp(layer) {
  if (valueScale(layer).signed) return gradient(true);
  // Slices with colours of their own share a ramp of brightness.
  const colour = layer?.colors.length === 0 ? layerColour(layer) : "#ffffff";
  return ramp(colour);
}

/** The ramp of non-negative numbers that belong to no volume. */
export function greyRamp() {
  return ramp("#ffffff");
}

/** @param {string} colour  #rrggbb */
function ramp(colour) {
  const stops = Array.from({ length: 9 }, (_, i) => glow(colour, i / 8));
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
