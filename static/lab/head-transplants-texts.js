import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { metricsOf } from "../network/metrics.js";

/** @import { Sprite } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */
/** @import { Transplants } from "../network/transplants.js" */

/**
 * What the sweeps will show.
 *
 * @param {Sprite|null} digit
 */
export function invitation(digit) {
  return digit
    ? msg(
        "The digit visits every place through both networks' layers, with a head trained in the corner and one trained everywhere: you will see which part went blind.",
      )
    : msg("These networks read single digits.");
}

/**
 * How densely the maps are sampled.
 *
 * @param {Sweep[]} sweeps
 */
export function stepText(sweeps) {
  const start = sweeps.find((sweep) => sweep.start)?.start;
  if (!start) return nothing;
  return html`<p class="legend number">
    ${msg(str`${start.total} places in each map, one every ${start.step} px.`)}
  </p>`;
}

/**
 * What the two shares below each map are of.
 *
 * @param {string} digit
 * @param {Transplants} four
 */
export function baseText(digit, { corner }) {
  const { samples, positions } = metricsOf(corner);
  const [pictures, places] = [samples * corner.outputs.length, positions.length];
  return html`<p class="legend">
    ${msg(str`This one ${digit}: outside the corner, and over the whole canvas. All digits: the ${pictures.toLocaleString("en")} held-out ones, each at ${places} places over the whole canvas.`)}
  </p>`;
}

/** @param {string} where  "corner" or "everywhere" */
export function headText(where) {
  return where === "corner" ? msg("Head trained in the corner") : msg("Head trained everywhere");
}

/** @param {string} where  "corner" or "everywhere" */
export function convolutionsText(where) {
  return where === "corner"
    ? msg("Layers trained in the corner")
    : msg("Layers trained everywhere");
}
