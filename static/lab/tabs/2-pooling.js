import { msg, str } from "@lit/localize";
import { flowing, listed } from "../../i18n/locale.js";
import { html, nothing } from "lit";
import { poolingTwin } from "../../network/family.js";
import { Panel, shared } from "../../ui/panel.js";
import { nudge } from "../../scene/scene.js";
import { KEYS, choose, shown } from "../../state/network-sides.js";
import { details } from "../details.js";
import { headline } from "../headline.js";
import { percent, protocolText } from "../number-format.js";
import { mapped, tabbed } from "../styles.js";
import { costBars, costOf, costSentence, unmeasured } from "../pooling-cost.js";
import { residuals } from "../pooling-residuals.js";
import { poolingStyle } from "../pooling-style.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Card, Scene } from "../../types/api.js" */

/** @type {{ title: () => string, arrow: string, by: [number, number] }[]} */
const NUDGES = [
  { title: () => msg("Nudge left by 1 px"), arrow: "←", by: [0, -1] },
  { title: () => msg("Nudge right by 1 px"), arrow: "→", by: [0, 1] },
  { title: () => msg("Nudge up by 1 px"), arrow: "↑", by: [-1, 0] },
  { title: () => msg("Nudge down by 1 px"), arrow: "↓", by: [1, 0] },
];

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
    const costs = sides.map(({ side, card }) => ({
      card,
      cost: costOf(card, store.get(KEYS[side].comparison)),
    }));
    const [first, second] = costs;
    return html`
      <div class="controls run">${pinned ? this.pad(pinned, twin) : this.start(twin)}</div>
      ${
        first?.cost && pinned
          ? html`
              ${headline(percent(first.cost.error), costSentence(first, second), fresh)}
              <div class=${fresh ? "" : "stale"} data-fresh=${fresh}>${costBars(costs)}</div>
            `
          : html`${headline(nothing, pinned ? nothing : this.invitation(twin))}
              <div class="coming">
                ${costBars(sides.map(({ card }) => ({ card, cost: unmeasured(card) })))}
              </div>`
      }
      <p role="status" class="place">${this.place()}</p>
      ${details(
        "pooling",
        html`
          <div class="sides ${fresh || !pinned ? "" : "stale"}">
            ${sides.map(({ side, card }) => residuals(this.requiredContext, card, store.get(KEYS[side].comparison)))}
          </div>
          ${this.fine()}
        `,
      )}
    `;
  }

  /**
   * Buttons for further nudges.
   *
   * @param {Scene} pinned
   * @param {{ card: Card, text: string }|null} twin
   */
  pad(pinned, twin) {
    const { store } = this.requiredContext;
    return html`
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
      <button @click=${() => store.set("scene", pinned)}>${msg("Back to A")}</button>
      ${this.twinButton(twin)}
    `;
  }

  /**
   * The button of the first nudge, which brings the twin in, too.
   *
   * @param {{ card: Card, text: string }|null} twin
   */
  start(twin) {
    const { store } = this.requiredContext;
    const beside = store.get("twin");
    return html`<button
        ?disabled=${store.get("scene").objects.length === 0}
        @click=${() => {
          if (twin && !beside) choose(store, "twin", twin.card);
          this.nudge(0, 1);
        }}
      >
        ${msg("Nudge by 1 px")}
      </button>
      ${beside && twin && beside !== twin.card ? this.twinButton(twin) : nothing}`;
  }

  /**
   * What a nudge will show.
   *
   * @param {{ card: Card, text: string }|null} twin  comes in with the nudge if no other is beside
   */
  invitation(twin) {
    const { store } = this.requiredContext;
    const beside = store.get("twin");
    if (twin && (!beside || beside === twin.card)) {
      return msg(
        "Nudge the object by one pixel: you will see how far the last layer is from simply moving along, with pooling and without.",
      );
    }
    return beside
      ? msg(
          "Nudge the object by one pixel: you will see how far the last layer of each network is from simply moving along.",
        )
      : msg(
          "Nudge the object by one pixel: you will see how far the last layer is from simply moving along.",
        );
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
    if (!store.get("pinned")) return nothing;
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

customElements.define("pooling-tab", PoolingTab);

/** @type {Tab} */
export const tab = {
  id: "pooling",
  title: () => msg("Pooling"),
  show: (context) => html`<pooling-tab .context=${context}></pooling-tab>`,
};
