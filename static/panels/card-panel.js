import { css, html } from "lit";
import { accuracyMap } from "../accuracy.js";
import { address } from "../api.js";
import { MARKS, shown } from "../sides.js";
import { heatmap, heatmapStyle } from "./heatmap.js";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */
/** @import { Card } from "../types.js" */

/** How each network was made and how well it does, and where, as its card says. */
export class CardPanel extends Panel {
  static keys = /** @type {const} */ (["model", "twin"]);

  static styles = [
    shared,
    heatmapStyle,
    css`
      article + article {
        margin-top: var(--gap-4);
        padding-top: var(--gap-3);
        border-top: 1px solid var(--line);
      }
      p {
        margin-bottom: var(--gap-2);
      }
      a {
        color: inherit;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px var(--gap-3);
        margin: 0 0 var(--gap-2);
      }
      dt {
        color: var(--quiet);
      }
      dd {
        margin: 0;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const networks = shown(store);
    return html`
      <h2>${networks.length > 1 ? "These networks" : "This network"}</h2>
      ${networks.map(
        ({ side, card }) => html`
          <article data-side=${side}>
            ${
              networks.length > 1
                ? html`<p>
                    <span class="mark">${MARKS[side]}</span> <strong>${card.title}</strong>
                  </p>`
                : null
            }
            ${this.card(card)}
          </article>
        `,
      )}
    `;
  }

  /** @param {Card} card */
  card(card) {
    const { metrics } = card;
    const map = accuracyMap(metrics);
    const { lowest } = map;
    return html`
      <p>${card.summary}</p>
      ${heatmap(map, metrics.chance)}
      <dl class="number">
        <dt>lowest</dt>
        <dd>
          ${metrics.worst.toFixed(3)}${
            lowest ? `: ${lowest.output} at row ${lowest.row}, col ${lowest.col}` : ""
          }
        </dd>
        <dt>parameters</dt>
        <dd>${card.parameters.toLocaleString("en")}</dd>
        <dt>made by</dt>
        <dd>
          ${card.made_by}${card.seed === null ? "" : `, seed ${card.seed}`}${
            card.steps === null ? "" : `, ${card.steps.toLocaleString("en")} steps`
          }
        </dd>
      </dl>
      <p class="quiet">${metrics.protocol}</p>
      <p class="quiet">
        <a href=${address(`api/models/${card.id}`)}>card</a> ·
        <a href=${address(`api/models/${card.id}/weights`)}>weights</a> ·
        <a href=${address("docs")}>API</a>
      </p>
    `;
  }
}

customElements.define("card-panel", CardPanel);
