import { msg } from "@lit/localize";
import { html } from "lit";
import { flowing } from "../i18n/locale.js";
import { pairText } from "./comparison-sentences.js";
import { measured, protocolText, short } from "./number-format.js";

/** @import { EquivarianceResult } from "../types/lab.js" */

/**
 * Each layer's equivariance error, below a sentence on what was measured.
 *
 * @param {EquivarianceResult} result
 */
export function equivarianceTable({ model, sha256, shift, protocol, layers }) {
  return html`
    <p class="quiet">
      ${flowing([
        msg(
          html`${model}, weights ${short(sha256)}: the picture moved by ${shift.row} px down,
          ${shift.col} px right.`,
        ),
        protocolText(protocol),
        msg("Off the lattice the whole move with the least error is shown."),
      ])}
    </p>
    <table data-table="equivariance">
      <caption class="unseen">
        ${msg("Equivariance error of each layer")}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">${msg("layer")}</th>
          <th scope="col">${msg("px a cell")}</th>
          <th scope="col" class="text">${msg("on the lattice")}</th>
          <th scope="col" class="text">${msg("moved by")}</th>
          <th scope="col">${msg("error, whole")}</th>
          <th scope="col">${msg("error, interior")}</th>
        </tr>
      </thead>
      <tbody>
        ${layers.map(
          ({ name, stride, on_lattice: on, best, error }) => html`
            <tr>
              <th scope="row">${name}</th>
              <td>${stride}</td>
              <td class="text">${on ? msg("yes") : msg("no")}</td>
              <td class="text">${pairText(best)}</td>
              <td data-error=${name}>${measured(error.whole)}</td>
              <td>${measured(error.interior)}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
