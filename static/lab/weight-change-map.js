import { msg, str } from "@lit/localize";
import { html } from "lit";
import "../charts/heat-map.js";
import { largest } from "../network/arrays.js";
import { ramp } from "./map-legend.js";
import { weightPlot } from "./saveable-plots.js";
import { sequential } from "../charts/colour-ramps.js";
import "../charts/save-plot.js";

/** @import { WeightChange } from "../types/lab.js" */

/**
 * Change of the head's weights by training, by position in the last volume. Positions without any
 * change are hatched.
 *
 * @param {WeightChange} result
 */
export function weightChangeMap(result) {
  const { rows, cols, change, unchanged, layer, exact } = result;
  const values = Float64Array.from(change.flat());
  const still = unchanged.flat().map((share) => share === 1);
  const max = largest(values) || 1;
  const count = still.filter(Boolean).length;
  const colours = ramp({ low: 0, high: max, signed: false });
  return html`
    <heat-map
      .rows=${rows.length}
      .cols=${cols.length}
      .values=${values}
      .colour=${(/** @type {number} */ value) => sequential(value / max)}
      .hatched=${still}
      .label=${msg(str`How much training changed the weights of ${layer}, by place of the last volume`)}
    ></heat-map>
    <p>
      ${
        exact
          ? msg(
              html`${layer}'s weights, mean |w − w₀|: ${colours}. Hatched: bit for bit as drawn
                before training, at <span data-unchanged>${count}</span> of ${still.length} places,
                all that see nothing of the corner.`,
            )
          : msg(
              html`${layer}'s weights, mean |w − w₀|: ${colours}. Hatched: bit for bit as drawn
                before training, at <span data-unchanged>${count}</span> of ${still.length} places,
                but not all that see nothing of the corner.`,
            )
      }
      <save-plot .plot=${() => weightPlot(result, max)}></save-plot>
    </p>
  `;
}
