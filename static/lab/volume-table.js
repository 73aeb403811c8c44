import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { sliceName, volumeTitle } from "../words.js";
import { measured } from "./numbers.js";
import { pairText } from "./sentence.js";

/** @import { LayerCard } from "../types.js" */
/** @import { Moved } from "./types.js" */

/**
 * One volume at A and B: how it moved, and the counts of cells in its slices.
 *
 * @param {LayerCard} layer
 * @param {Moved} moved
 */
export function volumeTable(layer, moved) {
  const title = volumeTitle(layer);
  return html`
    <h3>${title}</h3>
    <p class="quiet" data-moved=${moved.name}>${movement(moved)}</p>
    <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
      <table class="volume" data-layer=${moved.name}>
        <caption class="unseen">
          Counts of cells in the slices of the ${title.toLowerCase()}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="text">cells</th>
            ${moved.active_a.map(
              (_, slice) =>
                html`<th scope="col" title=${sliceName(layer, slice)}>
                  ${layer.slices[slice] ?? slice}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${counts("active", moved.active_a, moved.active_b)}
          ${counts("responding", moved.responding_a, moved.responding_b)}
        </tbody>
      </table>
    </div>
  `;
}

/**
 * @param {string} what
 * @param {number[]} a
 * @param {number[]} b
 */
function counts(what, a, b) {
  return html`
    <tr data-row="${what}-a">
      <th scope="row" class="a">${what}, A</th>
      ${a.map((count) => html`<td>${count}</td>`)}
    </tr>
    <tr data-row="${what}-b">
      <th scope="row">${what}, B</th>
      ${b.map((count, slice) =>
        count === a[slice]
          ? html`<td>${count}</td>`
          : html`<td class="differs" title="differs from A">≠ ${count}</td>`,
      )}
    </tr>
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
  const edges = html`${edge} of ${cells} cells a slice see padding`;
  if (!displacement || !error || !best) return html`not one shift apart; ${edges}`;
  return html`
    moves ${pairText(displacement)},
    ${
      on
        ? `on its lattice of ${stride} px`
        : `off its lattice of ${stride} px (best whole move: ${pairText(best)})`
    };
    error <span data-error="whole">${measured(error.whole)}</span> whole,
    <span data-error="interior">${measured(error.interior)}</span> interior; ${edges}
  `;
}

/**
 * How every layer moved, those without a role too.
 *
 * @param {Moved[]} layers
 */
export function layerTable(layers) {
  return html`
    <details>
      <summary>Every layer</summary>
      <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
        <table>
          <caption class="unseen">
            How every layer moved
          </caption>
          <thead>
            <tr>
              <th scope="col" class="text">layer</th>
              <th scope="col">px a cell</th>
              <th scope="col" class="text">should move</th>
              <th scope="col" class="text">on the lattice</th>
              <th scope="col">error, whole</th>
              <th scope="col">interior</th>
              <th scope="col" class="text">counts</th>
            </tr>
          </thead>
          <tbody>
            ${layers.map(layerRow)}
          </tbody>
        </table>
      </div>
    </details>
  `;
}

/** @param {Moved} layer */
function layerRow({ name, stride, displacement, on_lattice: on, error, responding_equal: equal }) {
  return html`
    <tr>
      <th scope="row">${name}</th>
      <td>${stride}</td>
      <td class="text">${displacement ? pairText(displacement) : "n/a"}</td>
      <td class="text">${on === null ? "n/a" : on ? "yes" : "no"}</td>
      <td>${error ? measured(error.whole) : nothing}</td>
      <td>${error ? measured(error.interior) : nothing}</td>
      <td class="text">${equal ? "equal" : "differ"}</td>
    </tr>
  `;
}
