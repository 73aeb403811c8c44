import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { html } from "lit";
import { sliceName } from "../i18n/labels.js";
import { measured } from "./number-format.js";

/** @import { Card } from "../types/api.js" */
/** @import { ComparisonResult, Way } from "../types/lab.js" */

/** Contributions listed of each path. */
const LISTED = 5;

/**
 * Both paths to one output: their overlap, and the largest contributions of each.
 *
 * @param {ComparisonResult["path"]} path
 * @param {Card} card
 */
export function pathTable({ output, overlap, cosine, a, b }, card) {
  return html`
    <div class="path">
      <h3>${msg(str`Path to ${named(output)}`)}</h3>
      <ul>
        <li>
          ${msg(html`overlap <strong data-overlap>${measured(overlap)}</strong> (weighted Jaccard)`)}
        </li>
        <li>${msg(html`cosine <strong data-cosine>${measured(cosine)}</strong>`)}</li>
      </ul>
      ${wayTable("A", a, card)} ${wayTable("B", b, card)}
    </div>
  `;
}

/**
 * @param {"A"|"B"} side
 * @param {Way} way
 * @param {Card} card
 */
function wayTable(side, { logit, bias, exact, total, top }, card) {
  const kind = side.toLowerCase();
  return html`
    <table data-way=${side}>
      <caption>
        <span class="line ${kind}" aria-hidden="true"></span>
        <strong class=${kind}>${side}</strong>
        ${exact === false ? firstOrder(total, bias, logit) : sum(total, bias, logit)}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">${msg("cell (row, col)")}</th>
          <th scope="col">${msg("contributes")}</th>
        </tr>
      </thead>
      <tbody>
        ${top.slice(0, LISTED).map(({ layer: name, channel, row, col, contribution }) => {
          const layer = card.layers.find((other) => other.name === name);
          const slice = sliceName(layer, channel);
          return html`
            <tr>
              <td class="text">${slice} (${row}, ${col})</td>
              <td>${measured(contribution)}</td>
            </tr>
          `;
        })}
      </tbody>
    </table>
  `;
}

/**
 * @param {number} total
 * @param {number} bias
 * @param {number} logit
 */
function sum(total, bias, logit) {
  return msg(html`${measured(total)} in all + bias ${measured(bias)} = logit ${measured(logit)}`);
}

/**
 * As `sum`, of a head that is not piecewise linear.
 *
 * @param {number} total
 * @param {number} rest
 * @param {number} logit
 */
function firstOrder(total, rest, logit) {
  return msg(
    html`${measured(total)} to first order + remainder ${measured(rest)} = logit ${measured(logit)}`,
  );
}
