import { fits } from "../network/cell-ref.js";
import { fetchCell } from "../server/api.js";
import { Resource } from "./resource.js";

/** @import { Store } from "../state/store.js" */

/** How many cells' values are remembered. */
const KEPT = 50;

/**
 * The pinned cell's value on an empty canvas, which it has by biases and padding alone.
 *
 * @param {Store} store
 * @param {typeof fetchCell} [fetch]
 */
export function blankCellResource(store, fetch = fetchCell) {
  return new Resource(store, {
    key: "blankCell",
    watch: ["pinnedCell", "model", "twin"],
    question({ pinnedCell: pin, ...cards }) {
      const card = pin && cards[pin.side];
      return pin && card && fits(card, pin) ? { ...pin, card } : null;
    },
    wait: 0,
    keep: KEPT,
    fetch: ({ card, ...pin }, signal) => fetch(card.id, { objects: [] }, pin, signal),
    value: ({ card: _, ...pin }, { result }) => result && { pin, response: result },
    empty: null,
  });
}
