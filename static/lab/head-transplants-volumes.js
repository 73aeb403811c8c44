import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { html } from "lit";
import "../charts/heat-map.js";
import { front, largest } from "../network/arrays.js";
import { frontPlot } from "./saveable-plots.js";
import { sequential } from "../charts/colour-ramps.js";
import "../charts/save-plot.js";

/** @import { Card, Scene } from "../types/api.js" */
/** @import { Volumes } from "../types/lab.js" */

/**
 * A network's last volume from the front, for the digit at home and at its present position, with the
 * head's output for each.
 *
 * @param {Card} card
 * @param {Volumes|undefined} found
 * @param {Scene} scene  the shown one
 */
export function transplantVolumes(card, found, scene) {
  const layer = card.layers.find(({ name }) => name === found?.layer);
  if (!found || !layer) return html`<div></div>`;
  const [, rows = 1, cols = 1] = layer.shape;
  const full = layer.range[1] || 1;
  const title = named(card.title);
  const seen = /** @type {const} */ (["home", "here"]).map((where) => {
    const scores = found.scores[where];
    const prediction = named(card.outputs[scores.indexOf(Math.max(...scores))] ?? "");
    const said = where === "home" ? msg(str`home: ${prediction}`) : msg(str`here: ${prediction}`);
    return { where, values: front(found.values[where], layer.shape), said };
  });
  return html`<div class="volumes ${found.here === scene ? "" : "stale"}">
    ${seen.map(({ where, values, said }) => {
      const max = largest(values).toFixed(3);
      return html`
        <heat-map
          .rows=${rows}
          .cols=${cols}
          .values=${values}
          .colour=${(/** @type {number} */ value) => sequential(value / full)}
          .label=${
            where === "home"
              ? msg(
                  str`Last volume of ${title}, the digit home: the largest of all slices, up to ${max}`,
                )
              : msg(
                  str`Last volume of ${title}, the digit here: the largest of all slices, up to ${max}`,
                )
          }
        ></heat-map>
        <span data-where=${where}>${said}</span>
      `;
    })}
    <save-plot .plot=${() => frontPlot(card, layer, seen, full)}></save-plot>
  </div>`;
}
