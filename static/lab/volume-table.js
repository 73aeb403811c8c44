import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sliceMark, sliceName, theVolume, volumeTitle } from "../i18n/labels.js";
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
            ${moved.active_a.map(
              (_, slice) =>
                html`<th scope="col" title=${sliceName(layer, slice)}>
                  ${sliceMark(layer, slice)}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${counts("active", [msg("active, A"), msg("active, B")], moved.active_a, moved.active_b)}
          ${counts(
            "responding",
            [msg("responding, A"), msg("responding, B")],
            moved.responding_a,
            moved.responding_b,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/**
 * @param {string} what
 * @param {[string, string]} titles  of A and of B
 * @param {number[]} a
 * @param {number[]} b
 */
function counts(what, titles, a, b) {
  return html`
    <tr data-row="${what}-a">
      <th scope="row" class="a">${titles[0]}</th>
      ${a.map((count) => html`<td>${count}</td>`)}
    </tr>
    <tr data-row="${what}-b">
      <th scope="row">${titles[1]}</th>
      ${b.map((count, slice) =>
        count === a[slice]
          ? html`<td>${count}</td>`
          : html`<td class="differs" title=${msg("differs from A")}>≠ ${count}</td>`,
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
    <details>
      <summary>${msg("Every layer")}</summary>
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
    </details>
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
