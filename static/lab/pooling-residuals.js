import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { errorText } from "../i18n/error-messages.js";
import { sliceMark, sliceName, volumeTitle } from "../i18n/labels.js";
import { flowing, named } from "../i18n/locale.js";
import { largest } from "../network/arrays.js";
import { diverging } from "../charts/colour-ramps.js";
import "../charts/heat-map.js";
import "../charts/save-plot.js";
import { pairText } from "./comparison-sentences.js";
import { ramp } from "./map-legend.js";
import { measured, short } from "./number-format.js";
import { slicesPlot } from "./saveable-plots.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card, LayerCard } from "../types/api.js" */
/** @import { Compared, Residual, Moved } from "../types/lab.js" */

/** Differences below this fraction of a layer's range are rounding errors by the order of summation. */
const NOISE = 1e-5;

/**
 * A network's volumes at B less those at A moved, slice by slice.
 *
 * @param {Context} context
 * @param {Card} card
 * @param {Compared|null} compared
 */
export function residuals({ store }, card, compared) {
  const result = compared?.model === card.id ? compared.result : null;
  const residual = store.get("residuals").find(({ model }) => model === card.id);
  const own = residual && residual.a === compared?.a && residual.b === compared.b;
  return html`
    <section class="network" aria-label=${named(card.title)} data-model=${card.id}>
      <h3>${named(card.title)}</h3>
      ${compared?.failure ? html`<p class="error">${errorText(compared.failure)}</p>` : nothing}
      ${result?.layers
        .filter(({ role }) => role !== null)
        .map((moved) => {
          const layer = card.layers.find(({ name }) => name === moved.name);
          const found = residual?.layers.find(({ name }) => name === moved.name);
          return layer ? volume(card, layer, moved, own ? found : undefined) : nothing;
        })}
      ${result ? html`<p class="quiet">${msg(html`Weights ${short(result.sha256)}`)}</p>` : nothing}
    </section>
  `;
}

/**
 * @param {Card} card
 * @param {LayerCard} layer
 * @param {Moved} moved
 * @param {Residual|undefined} found
 */
function volume(card, layer, moved, found) {
  const { displacement, best, on_lattice: on, error, stride } = moved;
  if (!displacement || !best || !error) return nothing;
  const least = NOISE * Math.max(...layer.range.map(Math.abs));
  const [title, way] = [volumeTitle(layer), pairText(displacement)];
  const changed = found?.values.filter((value) => Math.abs(value) > least).length;
  return html`
    <div data-layer=${layer.name}>
      <p>
        ${flowing([
          on
            ? msg(
                html`<strong>${title}</strong>, ${stride} px a cell: should move ${way}, on the
                  lattice.`,
              )
            : msg(
                html`<strong>${title}</strong>, ${stride} px a cell: should move ${way}, off the
                  lattice; best whole move ${pairText(best)}.`,
              ),
          msg(
            html`Error <strong data-error>${measured(error.whole)}</strong> whole,
              <strong>${measured(error.interior)}</strong> interior.`,
          ),
          ...(changed === 0 ? [msg("Every slice has moved and nothing else.")] : []),
          ...(changed && found ? [key(changed, found)] : []),
        ])}
        ${changed && found ? savePlot(card, layer, moved, found) : nothing}
      </p>
      <div class="slices">${changed && found ? slices(layer, moved, found) : nothing}</div>
    </div>
  `;
}

/**
 * @param {number} changed
 * @param {Residual} found
 */
function key(changed, { values }) {
  const max = largest(values);
  const colours = ramp({ low: -max, high: max, signed: true });
  return msg(
    html`<span data-changed>${changed}</span> of ${values.length} cells differ from A moved:
      ${colours}`,
  );
}

/**
 * Residuals by slice, on a common scale.
 *
 * @param {LayerCard} layer
 * @param {Moved} moved
 * @param {Residual} found
 */
function slices(layer, moved, { values }) {
  const [channels = 0, rows = 1, cols = 1] = layer.shape;
  const inner = inside(moved);
  const max = largest(values);
  const cells = rows * cols;
  return Array.from({ length: channels }, (_, slice) => {
    const name = sliceName(layer, slice);
    return html`<figure class="slice">
      <heat-map
        .rows=${rows}
        .cols=${cols}
        .values=${values.subarray(slice * cells, (slice + 1) * cells)}
        .colour=${(/** @type {number} */ value) => diverging(value / max)}
        .outline=${inner}
        .label=${msg(str`${volumeTitle(layer)}, ${name}: B less A moved`)}
      ></heat-map>
      <figcaption title=${name}>${sliceMark(layer, slice)}</figcaption>
    </figure>`;
  });
}

/**
 * The box of cells that see no padding, to outline; null if that is all cells or none.
 *
 * @param {Moved} moved
 */
function inside({ interior, edge_affected: edge }) {
  if (!interior || edge === 0) return null;
  const [top, bottom] = interior.rows;
  const [left, right] = interior.cols;
  return { row: top, col: left, height: bottom - top, width: right - left };
}

/**
 * @param {Card} card
 * @param {LayerCard} layer
 * @param {Moved} moved
 * @param {Residual} found
 */
function savePlot(card, layer, moved, found) {
  const max = largest(found.values);
  return html`<save-plot
    .plot=${() => slicesPlot(card, layer, found, max, inside(moved))}
  ></save-plot>`;
}
