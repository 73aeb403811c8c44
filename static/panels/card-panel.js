import { msg, str } from "@lit/localize";
import { inputText } from "../own/input-text.js";
import { reduceText } from "../own/settings-text.js";
import { enumerated, fileSize, flowing, named } from "../i18n/locale.js";
import { css, html } from "lit";
import { accuracyByPosition } from "../network/accuracy-by-position.js";
import { isFromFile } from "../network/training-region.js";
import { urlOf } from "../server/api.js";
import { MARKS, shown } from "../state/network-sides.js";
import { accuracyMap, accuracyMapStyle } from "../charts/accuracy-map.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { AccuracyMap } from "../network/accuracy-by-position.js" */
/** @import { Card, Metrics, Origin } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */

/** The networks' cards: training, accuracy, and accuracy by position. */
export class CardPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["model", "twin", "own"]);

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
            ${this.card(side, card)}
          </article>
        `,
      )}
    `;
  }

  /**
   * @param {Side} side
   * @param {Card} card
   */
  card(side, card) {
    const { metrics } = card;
    const map = metrics && accuracyByPosition(metrics);
    return html`
      <p>${named(card.summary)}</p>
      ${map ? accuracyMap(map, metrics.chance) : html`<p>${msg("Its accuracy was not measured here.")}</p>`}
      <dl class="number">
        ${
          map
            ? html`<dt>${msg("lowest")}</dt>
                <dd>${lowestText(metrics, map)}</dd>`
            : null
        }
        ${card.painted ? painted(card) : null}
        ${card.origin ? this.origin(card, card.origin) : null}
        <dt>${msg("parameters")}</dt>
        <dd>${card.parameters.toLocaleString("en")}</dd>
        <dt>${msg("stored as")}</dt>
        <dd>${Object.keys(card.stored).join(", ")}</dd>
        ${
          isFromFile(card)
            ? null
            : html`<dt>${msg("made by")}</dt>
                <dd>${enumerated([named(card.made_by), ...budget(card)])}</dd>`
        }
      </dl>
      ${card.origin ? this.settings(side, card.origin) : null}
      ${metrics ? html`<p class="quiet">${named(metrics.protocol)}</p>` : null}
      <p class="quiet">
        <a href=${urlOf(`api/models/${card.id}`)}>${msg("card")}</a> ·
        <a href=${urlOf(`api/models/${card.id}/weights`)}>${msg("weights")}</a> ·
        <a href=${urlOf("docs")}>${msg("API")}</a>
      </p>
    `;
  }

  /**
   * What a network from a file gets of the canvas, and where it comes from.
   *
   * @param {Card} card
   * @param {Origin} origin
   */
  origin(card, { format, bytes, sha256, reduce }) {
    return html`
      <dt>${msg("input")}</dt>
      <dd>${card.input_shape.join(" × ")}; ${inputText(card.input)}</dd>
      ${
        reduce
          ? html`<dt>${msg("answer")}</dt>
              <dd>${reduceText(reduce)}</dd>`
          : null
      }
      <dt>${msg("file")}</dt>
      <dd>${format.toUpperCase()}, ${fileSize(bytes, 1)}, ${sha256.slice(0, 8)}</dd>
    `;
  }

  /**
   * The ways to other settings of a network from a file, and what its colours mean.
   *
   * @param {Side} side
   * @param {Origin} origin
   */
  settings(side, { ranges, notes }) {
    const { store, own } = this.requiredContext;
    // Other settings need the file: a network that a program or another browser sent has none here.
    const mine = own && store.get("own").some(({ id }) => id === store.get(side)?.id);
    return html`
      <p class="quiet">${flowing([...notes, ranges].map(named))}</p>
      ${
        mine
          ? html`<p>
              <button @click=${() => store.set("bringing", { side, step: "settings" })}>
                ${msg("Input, classes, volumes…")}
              </button>
            </p>`
          : null
      }
    `;
  }
}

/**
 * @param {Metrics} metrics
 * @param {AccuracyMap} map
 */
function lowestText({ worst }, { lowest }) {
  const share = worst.toFixed(3);
  return lowest
    ? msg(str`${share}: ${named(lowest.output)} at row ${lowest.row}, col ${lowest.col}`)
    : share;
}

/**
 * Where and on what a visitor's own training was, and what it reads there and elsewhere.
 *
 * @param {Card} card
 */
function painted({ home, away, trained_on: data, convolutions }) {
  return html`
    <dt>${msg("where painted")}</dt>
    <dd data-home>${home?.toFixed(3)}</dd>
    ${
      away === null || away === undefined
        ? null
        : html`<dt>${msg("elsewhere")}</dt>
            <dd data-away>${away.toFixed(3)}</dd>`
    }
    <dt>${msg("trained on")}</dt>
    <dd>${named(data)}</dd>
    ${
      convolutions
        ? html`<dt>${msg("layers of")}</dt>
            <dd>${convolutions}</dd>`
        : null
    }
  `;
}

/**
 * How a network was trained; nothing for a constructed one.
 *
 * @param {Card} card
 */
function budget({ seed, steps, batch, peak, decay }) {
  if (seed === null || steps === null) return [];
  return [
    msg(str`one training, with seed ${seed}`),
    msg(str`${steps.toLocaleString("en")} steps of ${batch ?? 0} pictures`),
    msg(str`learning rate up to ${peak ?? 0}`),
    msg(str`weight decay ${decay ?? 0}`),
  ];
}

customElements.define("card-panel", CardPanel);
