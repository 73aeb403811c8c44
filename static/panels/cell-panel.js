import { msg, str } from "@lit/localize";
import { enumerated, named } from "../i18n/locale.js";
import { css, html } from "lit";
import { MARKS } from "../state/network-sides.js";
import { numberText, sliceName, volumeTitle } from "../i18n/labels.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card, LayerCard } from "../types/api.js" */
/** @import { Cell, Reading } from "../types/state.js" */

/** The selected cell: its name, exact value and receptive field. */
export class CellPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["reading", "model", "twin"]);

  static styles = [
    shared,
    css`
      /* High enough for the longest content, so that panels below stay in place. */
      .room {
        min-height: 8.2rem;
      }
      .pair {
        min-height: 9.6rem;
      }
      .title {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--gap-3);
      }
      .none {
        color: var(--quiet);
      }
      dl {
        display: grid;
        grid-template-columns: 4rem 1fr;
        gap: 2px var(--gap-2);
        margin: 0;
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
    const reading = store.get("reading");
    const card = reading && store.get(reading.cell.side);
    const layer = card?.layers.find(({ name }) => name === reading?.cell.layer);
    return html`
      <div class="title">
        <h2>${msg("Cell")}</h2>
        ${reading ? null : html`<p class="quiet">${msg("Point at one in the figure.")}</p>`}
      </div>
      <div class=${store.get("twin") ? "room pair" : "room"}>
        ${reading && card && layer ? this.describe(card, layer, reading) : nothingRead()}
      </div>
    `;
  }

  /**
   * @param {Card} card
   * @param {LayerCard} layer
   * @param {Reading} reading
   */
  describe(card, layer, { cell, value }) {
    const sees = fieldText(card, layer, cell);
    return html`
      <dl class="number">
        ${
          this.requiredContext.store.get("twin")
            ? html`<dt>${msg("network")}</dt>
                <dd><span class="mark">${MARKS[cell.side]}</span> ${named(card.title)}</dd>`
            : null
        }
        <dt>${msg("volume")}</dt>
        <dd>${volumeTitle(layer)}</dd>
        <dt>${msg("slice")}</dt>
        <dd>${sliceName(layer, cell.channel)}</dd>
        <dt>${msg("place")}</dt>
        <dd>${msg(str`row ${cell.row}, col ${cell.col}`)}</dd>
        <dt>${msg("value")}</dt>
        <dd>
          <strong data-value>${value === null ? "…" : numberText(value)}</strong>
        </dd>
        ${
          sees
            ? html`<dt>${msg("sees")}</dt>
                <dd>${sees}</dd>`
            : null
        }
      </dl>
    `;
  }
}

/** What a cell that is pointed at will show. */
function nothingRead() {
  return html`<dl class="none">
    ${[msg("volume"), msg("slice"), msg("place"), msg("value"), msg("sees")].map(
      (name) =>
        html`<dt>${name}</dt>
          <dd>–</dd>`,
    )}
  </dl>`;
}

/**
 * Text on a cell's receptive field.
 *
 * @param {Card} card
 * @param {LayerCard} layer
 * @param {Cell} cell
 */
function fieldText({ input_shape: [, height, width] }, { receptive_field: field, stride }, cell) {
  if (!field || stride === null) return null;
  const [row, col] = [field.offset + cell.row * stride, field.offset + cell.col * stride];
  const [below, right] = [row + field.size - 1, col + field.size - 1];
  const edge = row < 0 || col < 0 || below >= height || right >= width;
  return enumerated([
    msg(str`rows ${row} to ${below}, cols ${col} to ${right} px`),
    ...(edge ? [msg("touches padding")] : []),
  ]);
}

customElements.define("cell-panel", CellPanel);
