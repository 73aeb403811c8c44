import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { refText } from "../network/cell-ref.js";
import { shortVolume } from "../i18n/labels.js";
import { SHORTCUTS } from "../ui/shortcuts.js";

/** @import { Card, CellResponse, Neighbour } from "../types/api.js" */

/** @typedef {"source"|"user"} Way  towards the input, or towards the output */

/** @type {readonly Way[]} */
export const WAYS = ["source", "user"];

/** @type {Record<Way, { title: (part: string) => string, end: () => string, none: () => string, why: () => string }>} */
const TEXTS = {
  source: {
    title: (part) => msg(str`‹ Back to ${part}`),
    end: () => msg("‹ This is the start"),
    none: () => msg("‹ Nothing adds to it"),
    why: () => msg("nothing that it sees adds to it"),
  },
  user: {
    title: (part) => msg(str`On to ${part} ›`),
    end: () => msg("This is the end ›"),
    none: () => msg("It changes nothing ›"),
    why: () => msg("no small change of it changes anything further on"),
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
        const { title, small } = neighbour
          ? there(card, neighbour, way)
          : nowhere(card, response, way);
        return html`
          <button
            data-way=${way}
            title=${msg(str`Key ${SHORTCUTS[way].keys[0] ?? ""}`)}
            ?disabled=${!neighbour}
            @click=${() => step(way)}
          >
            ${title}<small class="quiet">${small}</small>
          </button>
        `;
      })}
    </div>
  `;
}

/**
 * Where a step leads.
 *
 * @param {Card} card
 * @param {Neighbour} neighbour
 * @param {Way} way
 */
function there(card, neighbour, way) {
  const layer = card.layers.find(({ name }) => name === neighbour.layer);
  return {
    title: TEXTS[way].title(layer ? shortVolume(layer) : neighbour.layer),
    small:
      layer?.role === "output"
        ? msg(str`${refText(layer, neighbour.place)}, which it changes most`)
        : refText(layer, neighbour.place),
  };
}

/**
 * Why there is no neighbour.
 *
 * @param {Card} card
 * @param {CellResponse} response
 * @param {Way} way
 */
function nowhere(card, { layer }, way) {
  const { end, none, why } = TEXTS[way];
  const last = way === "source" ? layer === "input" : card.layers.at(-1)?.name === layer;
  return last ? { title: end(), small: nothing } : { title: none(), small: why() };
}
