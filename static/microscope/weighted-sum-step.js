import { msg, str } from "@lit/localize";
import { flowing } from "../i18n/locale.js";
import { html, nothing } from "lit";
import { diverging } from "../charts/colour-ramps.js";
import { largest } from "./value-colours.js";
import { sameRef, refText } from "../network/cell-ref.js";
import { exact } from "./value-grid.js";
import { more } from "./show-more.js";

/** @import { LayerCard, Shares } from "../types/api.js" */
/** @import { StepContext } from "./layer-step.js" */

/** Contributions shown before the list is expanded. */
const FIRST = 8;

/**
 * Draws a weighted sum over the whole input: the largest contributions, with bars.
 *
 * @param {Shares} shares
 * @param {string} path
 * @param {StepContext} context
 * @param {LayerCard|undefined} input
 * @param {string} name  of the input layer
 */
export function drawShares(shares, path, context, input, name) {
  const shown = context.open ? shares.top : shares.top.slice(0, FIRST);
  const progress = context.progress(path.replace(/\.how$/, ""));
  const count =
    progress?.name === "products" || progress?.name === "global"
      ? Math.round(progress.share * Math.min(FIRST, shown.length))
      : Infinity;
  const end = largest(shares.top.map(({ contribution }) => contribution));
  const { weighed, contributing } = shares;
  return html`
    <p class="quiet number">
      ${flowing([countText(weighed, contributing), msg("Largest first, value × weight:")])}
    </p>
    <ul class="shares">
      ${shown.map(({ place, value, weight, contribution }, i) => {
        const share = contribution / end;
        const style = `${share < 0 ? "right" : "left"}: 50%; width: ${Math.abs(share) * 50}%; background: ${diverging(Math.sign(share) * 0.7)}`;
        const ref = refText(input, place);
        const kept = shares.winner && sameRef(shares.winner, place);
        return html`
          <li class=${i < count ? "" : "later"}>
            <button
              title="${value} × ${weight} = ${contribution}"
              @click=${() => context.go({ layer: name, place })}
            >
              <span class="name">${kept ? msg(str`${ref}, kept`) : ref}</span>
              <span class="track" aria-hidden="true"><i .style=${style}></i></span>
              ${exact(contribution, `${path}.top.${i}.contribution`)}
            </button>
          </li>
        `;
      })}
    </ul>
    ${more(context, shares.top.length, FIRST, {
      all: msg(str`All ${shares.top.length}`),
      few: msg(str`Only the ${FIRST} largest`),
    })}
    ${
      contributing > shares.top.length
        ? html`<dl>
            <dt>${msg(str`all but the ${shares.top.length} largest`)}</dt>
            <dd>${exact(shares.rest, `${path}.rest`)}</dd>
          </dl>`
        : nothing
    }
  `;
}

/**
 * @param {number} weighed
 * @param {number} contributing
 */
function countText(weighed, contributing) {
  const [all, some] = [weighed.toLocaleString("en"), contributing.toLocaleString("en")];
  if (weighed === 1) {
    return contributing === 1
      ? msg(str`${all} place has a weight; ${some} of them gives something.`)
      : msg(str`${all} place has a weight; ${some} of them give something.`);
  }
  return contributing === 1
    ? msg(str`${all} places have a weight; ${some} of them gives something.`)
    : msg(str`${all} places have a weight; ${some} of them give something.`);
}
