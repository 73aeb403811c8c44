import { css, html, nothing } from "lit";
import { percentText } from "./number-format.js";

/**
 * One bar of a chart of shares.
 *
 * @typedef {object} Bar
 * @property {string} name
 * @property {number|null} share  at most 1; longer ones are cut
 * @property {number|null} [spread]  a standard deviation, drawn to both sides
 * @property {number|null} [chance]  what guessing would give
 * @property {boolean} [second]  in the second colour
 * @property {string} [heading]  of the bars from here on
 */

/**
 * Horizontal bars from 0 to 100%, each with its number.
 *
 * @param {Bar[]} bars
 * @param {string} title  for screen readers
 */
export function shareBars(bars, title) {
  return html`
    <ul class="bars" aria-label=${title}>
      ${bars.map(({ heading, name, share, spread, chance, second }) => {
        const at = (/** @type {number} */ value) => `${Math.min(Math.max(value, 0), 1) * 100}%`;
        const [low, high] = [(share ?? 0) - (spread ?? 0), (share ?? 0) + (spread ?? 0)];
        return html`<li>
          ${heading === undefined ? nothing : html`<span class="heading">${heading}</span>`}
          <span class="name">${name}</span>
          <span class="track" aria-hidden="true">
            <span class="bar ${second ? "second" : ""}" .style=${`width: ${at(share ?? 0)}`}></span>
            ${
              spread
                ? html`<i
                    class="spread"
                    .style=${`left: ${at(low)}; right: calc(100% - ${at(high)})`}
                  ></i>`
                : nothing
            }
            ${chance ? html`<i class="chance" .style=${`left: ${at(chance)}`}></i>` : nothing}
          </span>
          <span class="value number" data-share=${share ?? ""}
            >${share === null ? "–" : percentText(share)}</span
          >
        </li>`;
      })}
    </ul>
  `;
}

export const shareBarsStyle = css`
  .bars {
    display: grid;
    grid-template-columns: minmax(0, auto) minmax(4rem, 1fr) auto;
    gap: var(--gap-2);
    align-items: center;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  /* Bars without values yet. */
  .coming {
    color: var(--quiet);
  }
  .bars li {
    display: contents;
  }
  .bars .heading {
    grid-column: 1 / -1;
    margin-top: var(--gap-1);
    color: var(--quiet);
  }
  .bars .track {
    position: relative;
    height: 1rem;
    background: var(--raised);
    border-radius: 2px;
  }
  .bars .bar {
    display: block;
    height: 100%;
    background: var(--bar);
    border-radius: 2px;
  }
  .bars .second {
    background: var(--quiet);
  }
  .bars .spread {
    position: absolute;
    top: 45%;
    height: 2px;
    background: var(--bad);
  }
  .bars .chance {
    position: absolute;
    top: -3px;
    bottom: -3px;
    border-left: 2px dashed var(--quiet);
  }
  .bars .value {
    min-width: 2.75rem;
    text-align: right;
    font-weight: 600;
  }
`;
