import { css, html } from "lit";
import { numberText, sliceName, volumeTitle } from "../words.js";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */
/** @import { Cell, LayerCard } from "../types.js" */

/** The cell that is pointed at: which it is, its exact value, what it sees. */
export class CellPanel extends Panel {
  static keys = /** @type {const} */ (["reading", "model"]);

  static styles = [
    shared,
    css`
      /* As tall as its longest content, so that nothing below jumps while the pointer moves. */
      .room {
        min-height: 8.2rem;
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
    const layer = store.get("model").layers.find(({ name }) => name === reading?.cell.layer);
    return html`
      <h2>Cell</h2>
      <div class="room">
        ${
          reading && layer
            ? this.describe(layer, reading.cell, reading.value)
            : html`<p class="quiet">
                Point at a cell in the figure to see which it is, its exact value and the pixels
                that it sees.
              </p>`
        }
      </div>
    `;
  }

  /**
   * @param {LayerCard} layer
   * @param {Cell} cell
   * @param {number|null} value
   */
  describe(layer, cell, value) {
    const sees = this.sees(layer, cell);
    return html`
      <dl class="number">
        <dt>volume</dt>
        <dd>${volumeTitle(layer)}</dd>
        <dt>slice</dt>
        <dd>${sliceName(layer, cell.channel)}</dd>
        <dt>place</dt>
        <dd>row ${cell.row}, col ${cell.col}</dd>
        <dt>value</dt>
        <dd>
          <strong data-value>${value === null ? "…" : numberText(value)}</strong>
        </dd>
        ${
          sees
            ? html`<dt>sees</dt>
                <dd>${sees}</dd>`
            : null
        }
      </dl>
    `;
  }

  /**
   * @param {LayerCard} layer
   * @param {Cell} cell
   */
  sees({ receptive_field: field, stride }, cell) {
    if (!field || stride === null) return null;
    const [, height, width] = this.given.store.get("model").input_shape;
    const [row, col] = [field.offset + cell.row * stride, field.offset + cell.col * stride];
    const [below, right] = [row + field.size - 1, col + field.size - 1];
    const edge = row < 0 || col < 0 || below >= height || right >= width;
    const padding = edge ? ", touches padding" : "";
    return `rows ${row} to ${below}, cols ${col} to ${right} px${padding}`;
  }
}

customElements.define("cell-panel", CellPanel);
