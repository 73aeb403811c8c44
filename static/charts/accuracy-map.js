import { msg, str } from "@lit/localize";
import { css, html } from "lit";

/** @import { AccuracyMap } from "../network/accuracy-by-position.js" */

/** Maps with at most this many columns have numbers in their squares. */
const LEGIBLE = 8;

/**
 * Accuracy at every position as a grey map over the canvas: white is always right, black never.
 *
 * @param {AccuracyMap} map
 * @param {number} chance  accuracy of guessing
 */
export function accuracyMap({ rows, cols, mean, worst }, chance) {
  return html`
    <table class="map number">
      <caption>
        ${msg("Accuracy by the object's place (px of its top-left corner, row and col), mean over the outputs")}
      </caption>
      <tr>
        <td></td>
        ${cols.map((col) => html`<th scope="col">${col}</th>`)}
      </tr>
      ${rows.map(
        (row, i) => html`
          <tr>
            <th scope="row">${row}</th>
            ${cols.map((col, j) => {
              const value = mean[i]?.[j] ?? null;
              const least = worst?.row === row && worst.col === col;
              return square(value, cols.length <= LEGIBLE, least, { row, col });
            })}
          </tr>
        `,
      )}
    </table>
    <p class="key quiet number">
      <span
        >0 <span class="ramp"><i .style=${`left: ${chance * 100}%`}></i></span> 1</span
      >
      <span>${msg(str`chance ${chance.toFixed(2)}`)}</span>
      ${
        worst
          ? html`<span data-worst
              ><span class="frame"></span>${msg(str`worst place ${worst.value.toFixed(3)}`)}</span
            >`
          : html`<span>${msg("the same at every place")}</span>`
      }
    </p>
  `;
}

/**
 * @param {number|null} value
 * @param {boolean} written
 * @param {boolean} least
 * @param {{ row: number, col: number }} place  px
 */
function square(value, written, least, { row, col }) {
  if (value === null) return html`<td></td>`;
  // The background is grey of this lightness; the text contrasts with it.
  const look = `--light: ${(value * 100).toFixed(1)}%; --ink: ${value < 0.55 ? "#fff" : "#000"}`;
  return html`
    <td
      class=${least ? "square least" : "square"}
      .style=${look}
      title=${msg(str`row ${row}, col ${col}: ${value.toFixed(3)}`)}
      data-accuracy=${value}
    >
      ${written ? value.toFixed(2).replace(/^0/, "") : ""}
    </td>
  `;
}

export const accuracyMapStyle = css`
  .map {
    width: 100%;
    margin-bottom: var(--gap-1);
    border-spacing: 1px;
    table-layout: fixed;
    font-size: var(--small);
    text-align: center;
  }
  .map caption {
    padding-bottom: var(--gap-1);
    color: var(--quiet);
    font-size: var(--small);
    text-align: left;
  }
  .map th {
    padding: 0;
    color: var(--quiet);
    font-weight: 400;
  }
  .map .square {
    height: 1.75rem;
    padding: 0;
    color: var(--ink);
    background: color-mix(in oklab, #fff var(--light), #000);
    border: 1px solid var(--line);
  }
  .map .least,
  .key .frame {
    outline: 2px solid var(--bad);
    outline-offset: -2px;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--gap-3);
  }
  .key .frame {
    display: inline-block;
    width: 0.75rem;
    height: 0.75rem;
    margin-right: var(--gap-1);
    vertical-align: -1px;
  }
  .key .ramp {
    position: relative;
    display: inline-block;
    width: 4rem;
    height: 0.6rem;
    border: 1px solid var(--line);
    background: linear-gradient(in oklab to right, #000, #fff);
  }
  .key i {
    position: absolute;
    top: -4px;
    bottom: -4px;
    width: 2px;
    background: var(--text);
  }
`;
