import { errorText } from "../../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { flowing, listed, named } from "../../i18n/locale.js";
import { html, nothing } from "lit";
import { poolingTwin } from "../../network/family.js";
import { Panel, shared } from "../../ui/panel.js";
import { nudge } from "../../scene/scene.js";
import { KEYS, choose, shown } from "../../state/network-sides.js";
import { sliceMark, sliceName, volumeTitle } from "../../i18n/labels.js";
import "../../charts/heat-map.js";
import { largest } from "../../network/arrays.js";
import { ramp } from "../map-legend.js";
import { measured, protocolText, short } from "../number-format.js";
import { slicesPlot } from "../saveable-plots.js";
import { diverging } from "../../charts/colour-ramps.js";
import "../../charts/save-plot.js";
import { pairText } from "../comparison-sentences.js";
import { mapped, tabbed } from "../styles.js";
import { poolingStyle } from "../pooling-style.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Card, LayerCard } from "../../types/api.js" */
/** @import { Compared, Residual, Moved } from "../../types/lab.js" */

/** @type {{ title: () => string, arrow: string, by: [number, number] }[]} */
const NUDGES = [
  { title: () => msg("Nudge left by 1 px"), arrow: "←", by: [0, -1] },
  { title: () => msg("Nudge right by 1 px"), arrow: "→", by: [0, 1] },
  { title: () => msg("Nudge up by 1 px"), arrow: "↑", by: [-1, 0] },
  { title: () => msg("Nudge down by 1 px"), arrow: "↓", by: [1, 0] },
];

/** Differences below this fraction of a layer's range are rounding errors by the order of summation. */
const NOISE = 1e-5;

/** The error of pooling off its lattice: the same nudge through a network and its twin without pooling. */
export class PoolingTab extends Panel {
  static keys = /** @type {const} */ ([
    "pinned",
    "scene",
    "model",
    "twin",
    "comparison",
    "twinComparison",
    "residuals",
  ]);

  static styles = [shared, tabbed, mapped, poolingStyle];

  /** @param {Context} context */
  draw({ store, ...catalogue }) {
    const sides = shown(store);
    const twin = poolingTwin(catalogue, store.get("model"));
    const pinned = store.get("pinned");
    const fresh = sides.every(
      ({ side }) => store.get(KEYS[side].comparison)?.b === store.get("scene"),
    );
    return html`
      <div class="controls">
        <div class="pad" role="group" aria-label=${msg("Nudge all objects")}>
          ${msg("Nudge by 1 px")}
          ${NUDGES.map(
            ({ title, arrow, by }) => html`
              <button
                aria-label=${title()}
                title=${title()}
                ?disabled=${store.get("scene").objects.length === 0}
                @click=${() => this.nudge(...by)}
              >
                ${arrow}
              </button>
            `,
          )}
        </div>
        <button ?disabled=${!pinned} @click=${() => pinned && store.set("scene", pinned)}>
          ${msg("Back to A")}
        </button>
        ${this.twinButton(twin)}
        <p role="status">${this.place()}</p>
      </div>
      <div class="columns ${fresh || !pinned ? "" : "stale"}" data-fresh=${fresh}>
        <div class="sides">
          ${sides.map(({ side, card }) => this.network(card, store.get(KEYS[side].comparison)))}
        </div>
      </div>
      ${this.fine()}
    `;
  }

  /** @param {{ card: Card, text: string }|null} twin */
  twinButton(twin) {
    const { store } = this.requiredContext;
    const beside = store.get("twin");
    if (twin && beside !== twin.card) {
      return html`<button @click=${() => choose(store, "twin", twin.card)}>
        ${msg(str`${twin.text}, side by side`)}
      </button>`;
    }
    if (beside) {
      return html`<button @click=${() => choose(store, "twin", null)}>
        ${msg("This network alone")}
      </button>`;
    }
    return html`<span class="quiet">
      ${msg("No network differs from this one in pooling alone.")}
    </span>`;
  }

  /** Text on the displacement from A to B. */
  place() {
    const { store } = this.requiredContext;
    const shift = store.get("comparison")?.result?.shift;
    if (!store.get("pinned"))
      return msg("A nudge pins the scene as A and moves every object by 1 px.");
    if (!shift) return msg("B is not one shift of A: go back to A, or pin B.");
    const [right, down] = [Math.abs(shift.col), Math.abs(shift.row)];
    const parts = [];
    if (right) parts.push(shift.col > 0 ? msg(str`${right} px right`) : msg(str`${right} px left`));
    if (down) parts.push(shift.row > 0 ? msg(str`${down} px down`) : msg(str`${down} px up`));
    return parts.length ? msg(str`B is ${listed(parts)} of A.`) : msg("B is where A is.");
  }

  /**
   * @param {number} down  px
   * @param {number} right
   */
  nudge(down, right) {
    const { store, palette } = this.requiredContext;
    if (!store.get("pinned")) store.set("pinned", store.get("scene"));
    const [, height, width] = store.get("model").input_shape;
    store.set("scene", nudge(store.get("scene"), down, right, palette, { height, width }));
  }

  /**
   * @param {Card} card
   * @param {Compared|null} compared
   */
  network(card, compared) {
    const result = compared?.model === card.id ? compared.result : null;
    const residual = this.requiredContext.store
      .get("residuals")
      .find(({ model }) => model === card.id);
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
            return layer ? this.volume(card, layer, moved, own ? found : undefined) : nothing;
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
  volume(card, layer, moved, found) {
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
            ...(changed && found ? [this.key(changed, found)] : []),
          ])}
          ${changed && found ? savePlot(card, layer, moved, found) : nothing}
        </p>
        <div class="slices">${changed && found ? this.slices(layer, moved, found) : nothing}</div>
      </div>
    `;
  }

  /**
   * @param {number} changed
   * @param {Residual} found
   */
  key(changed, { values }) {
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
  slices(layer, moved, { values }) {
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

  fine() {
    const protocol = this.requiredContext.store.get("comparison")?.result?.protocol ?? "canvas";
    return html`<p class="small">
      ${flowing([
        msg(
          "Each small map is a slice: its cells at B less those of A moved by the best whole move; orange below zero, violet above, black where the volume has moved and nothing else. Dotted: cells inside see no padding; beyond them a border that was lit without an object, or what has moved in, differs without any pooling.",
        ),
        protocolText(protocol),
        msg(
          "Convolution alone moves with every px; local pooling is sure to on its lattice only. Nothing here is drawn at random.",
        ),
      ])}
    </p>`;
  }
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

customElements.define("pooling-tab", PoolingTab);

/** @type {Tab} */
export const tab = {
  id: "pooling",
  title: () => msg("Pooling"),
  show: (context) => html`<pooling-tab .context=${context}></pooling-tab>`,
};
