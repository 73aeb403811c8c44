import { html, nothing } from "lit";
import { diverging } from "../lab/ramp.js";
import { largest } from "../explain.js";
import { sameSpot, spotText } from "../spots.js";
import { exact } from "./grid.js";
import { more } from "./more.js";

/** @import { LayerCard, Shares } from "../types.js" */
/** @import { Desk } from "./step.js" */

/** How many contributions are shown until somebody asks for all. */
const FIRST = 8;

/**
 * A sum over all places: the largest contributions, with bars.
 *
 * @param {Shares} shares
 * @param {string} path
 * @param {Desk} desk
 * @param {LayerCard|undefined} input
 * @param {string} name  of the input
 */
export function drawShares(shares, path, desk, input, name) {
  const shown = desk.open ? shares.top : shares.top.slice(0, FIRST);
  const end = largest(shares.top.map(({ contribution }) => contribution));
  const { weighed, contributing } = shares;
  return html`
    <p class="quiet number">
      ${weighed.toLocaleString("en")} ${weighed === 1 ? "place has" : "places have"} a weight;
      ${contributing.toLocaleString("en")} of them ${contributing === 1 ? "gives" : "give"}
      something. Largest first, value × weight:
    </p>
    <ul class="shares">
      ${shown.map(({ place, value, weight, contribution }, i) => {
        const share = contribution / end;
        const style = `${share < 0 ? "right" : "left"}: 50%; width: ${Math.abs(share) * 50}%; background: ${diverging(Math.sign(share) * 0.7)}`;
        const mark = shares.winner && sameSpot(shares.winner, place) ? ", kept" : "";
        return html`
          <li>
            <button
              title="${value} × ${weight} = ${contribution}"
              @click=${() => desk.go({ layer: name, place })}
            >
              <span class="name">${spotText(input, place)}${mark}</span>
              <span class="track" aria-hidden="true"><i .style=${style}></i></span>
              ${exact(contribution, `${path}.top.${i}.contribution`)}
            </button>
          </li>
        `;
      })}
    </ul>
    ${more(desk, shares.top.length, FIRST, "", "largest")}
    ${
      contributing > shares.top.length
        ? html`<dl>
            <dt>all but the ${shares.top.length} largest</dt>
            <dd>${exact(shares.rest, `${path}.rest`)}</dd>
          </dl>`
        : nothing
    }
  `;
}
