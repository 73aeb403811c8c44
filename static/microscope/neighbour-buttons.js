import { msg, str } from "@lit/localize";
import { html } from "lit";
import { neighbourText } from "../network/cell-ref.js";
import { SHORTCUTS } from "../ui/keys.js";

/** @import { Card, CellResponse } from "../types/api.js" */

/** @typedef {"source"|"user"} Way  towards the input, or towards the output */

/** @type {readonly Way[]} */
export const WAYS = ["source", "user"];

/** @type {Record<Way, { title: () => string, none: () => string }>} */
const TEXTS = {
  source: {
    title: () => msg("‹ Back"),
    none: () => msg("nothing that it sees adds to it"),
  },
  user: {
    title: () => msg("On ›"),
    none: () => msg("no small change of it changes anything further on"),
  },
};

/**
 * The buttons that step to the cell's neighbours, layer by layer.
 *
 * @param {Card} card
 * @param {CellResponse} response
 * @param {(way: Way) => void} step
 */
export function neighbourButtons(card, response, step) {
  return html`
    <div class="ways" role="group" aria-label=${msg("Step from layer to layer")}>
      ${WAYS.map((way) => {
        const neighbour = response[way];
        return html`
          <button
            data-way=${way}
            title=${msg(str`Key ${SHORTCUTS[way].keys[0] ?? ""}`)}
            ?disabled=${!neighbour}
            @click=${() => step(way)}
          >
            ${TEXTS[way].title()}<small class="quiet"
              >${neighbour ? neighbourText(card, neighbour) : endText(card, response, way)}</small
            >
          </button>
        `;
      })}
    </div>
  `;
}

/**
 * Why there is no neighbour.
 *
 * @param {Card} card
 * @param {CellResponse} response
 * @param {Way} way
 */
function endText(card, { layer }, way) {
  const end = way === "source" ? layer === "input" : card.layers.at(-1)?.name === layer;
  return end ? msg("this is the end") : TEXTS[way].none();
}
