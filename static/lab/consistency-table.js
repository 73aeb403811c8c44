import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { measured, protocolName, short } from "./number-format.js";

/** @import { ConsistencyResult } from "../types/lab.js" */

/** Rows of the table of results. @type {{ name: string, title: () => string, show: (result: ConsistencyResult) => unknown }[]} */
const ROWS = [
  {
    name: "consistency",
    title: () => msg("consistency"),
    show: ({ consistency }) => spread(consistency),
  },
  {
    name: "1-px instability",
    title: () => msg("1-px instability"),
    show: ({ instability }) => spread(instability),
  },
  {
    name: "change of the top score",
    title: () => msg("change of the top score"),
    show: ({ change }) => measured(change.mean),
  },
  { name: "accuracy", title: () => msg("accuracy"), show: ({ accuracy }) => measured(accuracy) },
  { name: "chance", title: () => msg("chance"), show: ({ chance }) => measured(chance) },
  {
    name: "protocol",
    title: () => msg("protocol"),
    show: ({ protocol }) => protocolName(protocol),
  },
  { name: "radius, px", title: () => msg("radius, px"), show: ({ radius }) => radius },
  { name: "pairs", title: () => msg("pairs"), show: ({ pairs }) => pairs },
  {
    name: "different samples",
    title: () => msg("different samples"),
    show: ({ samples }) => samples,
  },
  { name: "seed", title: () => msg("seed"), show: ({ seed }) => seed },
  { name: "weights", title: () => msg("weights"), show: ({ sha256 }) => short(sha256) },
];

/**
 * The newest result in sentences, with a warning if its consistency is meaningless.
 *
 * @param {ConsistencyResult[]} results  the newest first
 */
export function consistencySentences([newest]) {
  if (!newest) return nothing;
  return html`
    <p class="sentence">
      ${msg(html`${newest.model} gives the same answer for ${measured(newest.consistency.mean)} of the pairs, and is right for ${measured(newest.accuracy)} (chance ${measured(newest.chance)}).`)}
      ${
        newest.constant
          ? html`<strong class="differs">
              ${msg("It is a constant predictor: it gives one answer for everything, so its consistency means nothing.")}
            </strong>`
          : nothing
      }
    </p>
  `;
}

/**
 * A column for each result.
 *
 * @param {ConsistencyResult[]} results
 */
export function consistencyTable(results) {
  if (results.length === 0) return nothing;
  return html`
    <table data-table="consistency">
      <thead>
        <tr>
          <th scope="col" class="text">${msg("network")}</th>
          ${results.map(
            ({ model, constant }) =>
              html`<th scope="col">
                ${model}${constant ? html` <span class="differs">${msg("constant")}</span>` : nothing}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${ROWS.map(
          ({ name, title, show }) => html`
            <tr data-row=${name}>
              <th scope="row">${title()}</th>
              ${results.map((result) => html`<td>${show(result)}</td>`)}
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

/** @param {{ mean: number, spread: number|null }} measure */
function spread({ mean, spread: around }) {
  return html`${measured(mean)} ± ${measured(around)}`;
}
