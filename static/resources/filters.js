import { fetchFilters } from "../server/api.js";
import { convolutionOf, volumesOf } from "../network/volumes.js";
import { KEYS } from "../state/network-sides.js";
import { Resource } from "./resource.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Filters, Side } from "../types/state.js" */

/** Networks whose filters are remembered. */
const KEPT = 8;

/**
 * All filters of one side's volumes. They are asked for after the network's first frame, so that they
 * do not delay it.
 *
 * @param {Store} store
 * @param {Side} [side]
 * @param {typeof fetchFilters} [fetch]
 */
export function filtersResource(store, side = "model", fetch = fetchFilters) {
  const { filters, frame } = KEYS[side];
  return new Resource(store, {
    key: filters,
    watch: [side, frame],
    question: (state) => {
      const card = state[side];
      return card && state[frame]?.model === card.id ? { card } : null;
    },
    wait: 0,
    keep: KEPT,
    covers: (asked, { card }) => asked.card.id === card.id && asked.card.sha256 === card.sha256,
    fetch: ({ card }, signal) => filtersOf(card, fetch, signal),
    value: ({ card }, { result }, was) => result ?? (was?.model === card.id ? was : null),
    empty: null,
  });
}

/**
 * @param {Card} card
 * @param {typeof fetchFilters} fetch
 * @param {AbortSignal} signal
 * @returns {Promise<Filters>}
 */
async function filtersOf(card, fetch, signal) {
  const volumes = volumesOf(card).flatMap(({ name }) => {
    const convolution = convolutionOf(card, name);
    return convolution ? [{ volume: name, convolution }] : [];
  });
  const found = await Promise.all(
    volumes.map(async ({ volume, convolution }) => {
      const { input, kernels } = await fetch(card.id, convolution, signal);
      return { volume, input, kernels };
    }),
  );
  return { model: card.id, volumes: found };
}
