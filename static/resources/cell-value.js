import { fetchLayer } from "../server/api.js";
import { Resource } from "./resource.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Cell } from "../types/state.js" */

/** How long a cell must be selected before its layer is asked for, ms. */
const DEBOUNCE_MS = 60;

/**
 * The exact value of the selected cell, since a frame holds only bytes. The answer is a whole layer
 * of one scene, so that its other cells are at hand.
 *
 * @param {Store} store
 * @param {typeof fetchLayer} [fetch]
 */
export function cellValueResource(store, fetch = fetchLayer) {
  return new Resource(store, {
    key: "reading",
    watch: ["selection", "scene", "model", "twin"],
    question({ selection: { cell }, scene, ...cards }) {
      const card = cell && cards[cell.side];
      return card ? { card, scene, cell } : null;
    },
    wait: DEBOUNCE_MS,
    covers: (asked, { card, scene, cell }) =>
      asked.card === card && asked.scene === scene && asked.cell.layer === cell.layer,
    fetch: ({ card, scene, cell }, signal) => fetch(card.id, scene, cell.layer, signal),
    value: ({ card, cell }, { result }) => ({
      cell,
      value: result?.[indexOf(card, cell)] ?? null,
    }),
    empty: null,
    retries: true,
  });
}

/**
 * Where a layer's values, in C order, have a cell.
 *
 * @param {Card} card
 * @param {Cell} cell
 */
function indexOf({ layers }, { layer, channel, row, col }) {
  const [, rows = 1, cols = 1] = layers.find(({ name }) => name === layer)?.shape ?? [];
  return (channel * rows + row) * cols + col;
}
