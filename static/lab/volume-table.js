import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sliceMark, sliceName, theVolume, volumeTitle } from "../i18n/labels.js";
import { details } from "./details.js";
import { measured } from "./number-format.js";
import { pairText } from "./comparison-sentences.js";

/** @import { LayerCard } from "../types/api.js" */
/** @import { Moved } from "../types/lab.js" */

/**
 * One volume at A and B: its displacement, and the counts of cells by slice.
 *
 * @param {LayerCard} layer
 * @param {Moved} moved
 */
export function volumeTable(layer, moved) {
  return html`
    <h3>${volumeTitle(layer)}</h3>
    <p class="quiet" data-moved=${moved.name}>${movement(moved)}</p>
    <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
      <table class="volume" data-layer=${moved.name}>
        <caption class="unseen">
          ${msg(str`Counts of cells in the slices of ${theVolume(layer)}`)}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="text">${msg("cells")}</th>
            <th scope="col" class="a">${msg("active, A")}</th>
            <th scope="col">${msg("active, B")}</th>
            <th scope="col" class="a">${msg("changed, A")}</th>
            <th scope="col">${msg("changed, B")}</th>
          </tr>
        </thead>
        <tbody>
          ${moved.active_a.map(
            (_, slice) => html`
              <tr>
                <th scope="row" title=${sliceName(layer, slice)}>${sliceMark(layer, slice)}</th>
                ${counts("active", moved.active_a[slice] ?? 0, moved.active_b[slice] ?? 0)}
                ${counts("responding", moved.responding_a[slice] ?? 0, moved.responding_b[slice] ?? 0)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/**
 * @param {string} what
 * @param {number} a
 * @param {number} b
 */
function counts(what, a, b) {
  return html`
    <td data-count="${what}-a">${a}</td>
    ${
      a === b
        ? html`<td data-count="${what}-b">${b}</td>`
        : html`<td class="differs" data-count="${what}-b" title=${msg("differs from A")}>
            ≠ ${b}
          </td>`
    }
  `;
}

/** @param {Moved} moved */
function movement({
  displacement,
  on_lattice: on,
  error,
  best,
  stride,
  shape,
  edge_affected: edge,
}) {
  const cells = shape.slice(1).reduce((product, side) => product * side, 1);
  const edges = msg(str`${edge} of ${cells} cells a slice see padding`);
  if (!displacement || !error || !best) return msg(str`not one shift apart; ${edges}`);
  const way = pairText(displacement);
  const [whole, inner] = [measured(error.whole), measured(error.interior)];
  return on
    ? msg(
        html`moves ${way}, on its lattice of ${stride} px; error
          <span data-error="whole">${whole}</span> whole,
          <span data-error="interior">${inner}</span> interior; ${edges}`,
      )
    : msg(
        html`moves ${way}, off its lattice of ${stride} px (best whole move: ${pairText(best)});
          error <span data-error="whole">${whole}</span> whole,
          <span data-error="interior">${inner}</span> interior; ${edges}`,
      );
}

/**
 * The displacement of every layer, including layers without a role.
 *
 * @param {Moved[]} layers
 */
export function layerTable(layers) {
  return html`
    ${details(
      "layers",
      html`
        <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
          <table>
            <caption class="unseen">
              ${msg("How every layer moved")}
            </caption>
            <thead>
              <tr>
                <th scope="col" class="text">${msg("layer")}</th>
                <th scope="col">${msg("px a cell")}</th>
                <th scope="col" class="text">${msg("should move")}</th>
                <th scope="col" class="text">${msg("on the lattice")}</th>
                <th scope="col">${msg("error, whole")}</th>
                <th scope="col">${msg("interior")}</th>
                <th scope="col" class="text">${msg("counts")}</th>
              </tr>
            </thead>
            <tbody>
              ${layers.map(layerRow)}
            </tbody>
          </table>
        </div>
      `,
      msg("Every layer"),
    )}
  `;
}

/** @param {Moved} layer */
function layerRow({ name, stride, displacement, on_lattice: on, error, responding_equal: equal }) {
  return html`
    <tr>
      <th scope="row">${name}</th>
      <td>${stride}</td>
      <td class="text">${displacement ? pairText(displacement) : msg("n/a")}</td>
      <td class="text">${on === null ? msg("n/a") : on ? msg("yes") : msg("no")}</td>
      <td>${error ? measured(error.whole) : nothing}</td>
      <td>${error ? measured(error.interior) : nothing}</td>
      <td class="text">${equal ? msg("equal") : msg("differ")}</td>
    </tr>
  `;
}
