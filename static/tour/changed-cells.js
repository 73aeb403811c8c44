import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { sequential } from "../charts/colour-ramps.js";
import "../charts/heat-map.js";
import { front, largest } from "../network/arrays.js";
import { comparedOn, percentText } from "./claims.js";

/** @import { Side, State } from "../types/state.js" */

/** Rounding error of a sum in another order. */
const NOISE = 1e-5;

/**
 * Where the second volumes of both networks changed beside moving along: maps of volume(B) −
 * shift(volume(A)), the largest size over the slices, on one scale. Nothing before they are known.
 *
 * @param {State} state
 */
export function changedCells(state) {
  const maps = [mapOf(state, "model"), mapOf(state, "twin")].filter((map) => map !== null);
  if (maps.length < 2) return nothing;
  const most = Math.max(...maps.map(({ values }) => largest(values)));
  return html`<div class="maps">
    ${maps.map(
      ({ rows, cols, values, isPooled, share }) => html`
        <figure>
          ${
            share <= NOISE
              ? html`<div class="moved" aria-hidden="true">✓</div>`
              : html`<heat-map
                  .rows=${rows}
                  .cols=${cols}
                  .values=${values}
                  .colour=${(/** @type {number} */ value) => sequential(most > 0 ? value / most : 0)}
                  .label=${isPooled ? msg("Layer 2 with pooling: what changed") : msg("Layer 2 without pooling: what changed")}
                ></heat-map>`
          }
          <figcaption>
            ${isPooled ? msg(html`with pooling: differs by ${number(share)}`) : msg(html`without pooling: differs by ${number(share)}`)}
            ${share <= NOISE ? html`<br />${msg("it only moved along")}` : nothing}
          </figcaption>
        </figure>
      `,
    )}
  </div>`;
}

/** @param {number} share */
function number(share) {
  return html`<b>${percentText(share)}</b>`;
}

/**
 * @param {State} state
 * @param {Side} side
 */
function mapOf(state, side) {
  const card = state[side];
  const compared = comparedOn(state, side);
  const moved = compared?.result.layers.find(({ stage }) => stage === 2);
  const residual = state.residuals.find(({ model }) => model === card?.id);
  const found = residual?.layers.find(({ name }) => name === moved?.name);
  const share = moved?.error?.interior;
  if (!card || !moved || !found || typeof share !== "number") return null;
  if (residual?.a !== state.pinned || residual?.b !== state.scene) return null;
  const [, rows = 1, cols = 1] = moved.shape;
  const values = front(found.values.map(Math.abs), moved.shape);
  return { rows, cols, values, isPooled: moved.stride > 1, share };
}
