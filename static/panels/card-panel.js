import { msg, str } from "@lit/localize";
import { enumerated, named } from "../i18n/locale.js";
import { css, html } from "lit";
import { accuracyByPosition } from "../network/accuracy-by-position.js";
import { urlOf } from "../server/api.js";
import { MARKS, shown } from "../state/network-sides.js";
import { accuracyMap, accuracyMapStyle } from "../charts/accuracy-map.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */

/** The networks' cards: training, accuracy, and accuracy by position. */
export class CardPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["model", "twin"]);

  static styles = [
    shared,
    accuracyMapStyle,
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
      <h2>${networks.length > 1 ? msg("These networks") : msg("This network")}</h2>
      ${networks.map(
        ({ side, card }) => html`
          <article data-side=${side}>
            ${
              networks.length > 1
                ? html`<p>
                    <span class="mark">${MARKS[side]}</span> <strong>${named(card.title)}</strong>
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
    const map = accuracyByPosition(metrics);
    const { lowest } = map;
    return html`
      <p>${named(card.summary)}</p>
      ${accuracyMap(map, metrics.chance)}
      <dl class="number">
        <dt>${msg("lowest")}</dt>
        <dd>
          ${
            lowest
              ? msg(
                  str`${metrics.worst.toFixed(3)}: ${named(lowest.output)} at row ${lowest.row}, col ${lowest.col}`,
                )
              : metrics.worst.toFixed(3)
          }
        </dd>
        <dt>${msg("parameters")}</dt>
        <dd>${card.parameters.toLocaleString("en")}</dd>
        <dt>${msg("stored as")}</dt>
        <dd>${Object.keys(card.stored).join(", ")}</dd>
        <dt>${msg("made by")}</dt>
        <dd>
          ${enumerated([
            named(card.made_by),
            ...(card.seed === null ? [] : [msg(str`seed ${card.seed}`)]),
            ...(card.steps === null ? [] : [msg(str`${card.steps.toLocaleString("en")} steps`)]),
          ])}
        </dd>
      </dl>
      <p class="quiet">${named(metrics.protocol)}</p>
      <p class="quiet">
        <a href=${urlOf(`api/models/${card.id}`)}>${msg("card")}</a> ·
        <a href=${urlOf(`api/models/${card.id}/weights`)}>${msg("weights")}</a> ·
        <a href=${urlOf("docs")}>${msg("API")}</a>
      </p>
    `;
  }
}

customElements.define("card-panel", CardPanel);
