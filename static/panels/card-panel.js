import { css, html } from "lit";
import { address } from "../api.js";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */

/** How the network was made and how well it does, as its card says. */
export class CardPanel extends Panel {
  static keys = /** @type {const} */ (["model"]);

  static styles = [
    shared,
    css`
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
    const card = store.get("model");
    const { metrics } = card;
    return html`
      <h2>This network</h2>
      <p>${card.summary}</p>
      <dl class="number">
        <dt>worst place</dt>
        <dd>${metrics.worst.toFixed(3)}</dd>
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
