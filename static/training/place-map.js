import { msg, str } from "@lit/localize";
import { html, nothing, svg } from "lit";
import "../charts/heat-map.js";
import { rgb } from "../charts/layer-colours.js";
import { RIGHT, WRONG } from "../charts/verdict-colours.js";
import { percentText } from "../i18n/percent.js";
import { chanceOfForm, sizesOf } from "./data-sizes.js";
import { outline } from "./outline.js";
import { liesIn } from "./region.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Training, TrainingForm, TrainingMap } from "../types/training.js" */

/** @typedef {{ row: number, col: number }} Cell  of the map */

const INKS = [rgb(WRONG), rgb(RIGHT)].map((ink) => ink.map((part) => part * 255));

/**
 * The colour of a share of right answers, from that of wrong tiles to that of right ones.
 *
 * @param {number} share
 */
export function shareColour(share) {
  const [wrong = [], right = []] = INKS;
  const mixed = wrong.map((part, i) => Math.round(part + ((right[i] ?? 0) - part) * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * The map of a training at the snapshot that is viewed; undefined before the first.
 *
 * @param {Training} training
 * @returns {TrainingMap|undefined}
 */
export function viewedMap({ maps, viewed }) {
  return maps.at(viewed ?? -1);
}

/**
 * At which places of a map every object of the data lies wholly in the region.
 *
 * @param {TrainingMap} map
 * @param {TrainingForm} form
 * @param {Context["palette"]} palette
 * @returns {boolean[][]}  [row][col]
 */
export function insideOf({ rows, cols }, form, palette) {
  const sizes = sizesOf(form, palette);
  return rows.map((row) =>
    cols.map((col) => sizes.every((size) => liesIn(form.painted, { row, col, ...size }))),
  );
}

/**
 * Where the network reads, with the places inside the region framed, and the values under the pointer.
 *
 * @param {Context} context
 * @param {Training} training
 * @param {Cell|null} pointed
 * @param {(cell: Cell|null) => void} point
 * @param {unknown} [choice]  what else can be done with it
 */
export function placeMap({ palette }, training, pointed, point, choice = nothing) {
  const map = viewedMap(training);
  if (!map) return nothing;
  const { rows, cols, correct, step, samples } = map;
  const inside = insideOf(map, training.form, palette);
  const border = outline(rows.length, cols.length, (row, col) => inside[row]?.[col] ?? false);
  const value = pointed && correct[pointed.row]?.[pointed.col];
  return html`
    <figure class="map places" data-map-step=${step}>
      <div class="framed">
        <heat-map
          live
          .rows=${rows.length}
          .cols=${cols.length}
          .values=${correct.flat()}
          .colour=${shareColour}
          .pointed=${pointed}
          .label=${msg(str`Right answers by the object's place, at step ${step}, at ${rows.length} by ${cols.length} places. Arrow keys point at one.`)}
          @point=${(/** @type {CustomEvent} */ event) => point(event.detail)}
        ></heat-map>
        <svg
          viewBox="0 0 ${cols.length} ${rows.length}"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          ${svg`<path class="under" d=${border} /><path class="border" d=${border} />`}
        </svg>
      </div>
      <figcaption>
        ${sharesAt(training)}
        <p class="keys number">
          <span>0% <span class="ramp" .style=${rampStyle()}></span> 100%</span>
          <span><span class="frame"></span> ${msg("inside the region")}</span>
        </p>
        ${choice}
        <p class="here number" data-here>
          ${
            pointed && value !== null && value !== undefined
              ? hereText(rows[pointed.row] ?? 0, cols[pointed.col] ?? 0, value, samples)
              : msg(str`Right answers by the object's place, at step ${step}`)
          }
        </p>
      </figcaption>
    </figure>
  `;
}

/**
 * The shares of right answers inside and outside the region, at the snapshot that is viewed.
 *
 * @param {Training} training
 */
function sharesAt({ accuracies, viewed, form }) {
  const shares = accuracies.at(viewed ?? -1);
  if (!shares) return nothing;
  return html`<dl class="shares number">
    <dt>${msg("inside")}</dt>
    <dd data-inside>${percentText(shares.inside)}</dd>
    ${
      shares.outside === null
        ? nothing
        : html`<dt>${msg("outside")}</dt>
            <dd data-outside>${percentText(shares.outside)}</dd>`
    }
    <dt>${msg("chance")}</dt>
    <dd>${percentText(chanceOfForm(form))}</dd>
  </dl>`;
}

/**
 * @param {number} row  px
 * @param {number} col  px
 * @param {number} value
 * @param {number} samples
 */
function hereText(row, col, value, samples) {
  const share = percentText(value);
  return samples === 1
    ? msg(html`row ${row}, col ${col}: <strong>${share}</strong> right, of one picture a class`)
    : msg(
        html`row ${row}, col ${col}: <strong>${share}</strong> right, of ${samples} pictures a class`,
      );
}

function rampStyle() {
  return `background: linear-gradient(to right, ${WRONG}, ${RIGHT})`;
}
