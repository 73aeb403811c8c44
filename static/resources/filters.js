import { fetchFilters } from "../server/api.js";
import { convolutionOf, volumesOf, weightsOf } from "../network/volumes.js";
import { sameTraining } from "../network/same-training.js";
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
      const follows = sameTraining(card, state[filters]);
      return card && (follows || state[frame]?.model === card.id) ? { card } : null;
    },
    wait: 0,
    keep: KEPT,
    covers: (asked, { card }) => asked.card.id === card.id && asked.card.sha256 === card.sha256,
    fetch: ({ card }, signal) => filtersOf(card, store.get("limits").kernel_weights, fetch, signal),
    // Those of the snapshot before are shown until the new ones are there.
    value: ({ card }, { result }, was) =>
      result ?? (was?.model === card.id || sameTraining(was, card) ? was : null),
    empty: null,
  });
}

/**
 * @param {Card} card
 * @param {number} most  weights of a convolution that the server sends
 * @param {typeof fetchFilters} fetch
 * @param {AbortSignal} signal
 * @returns {Promise<Filters>}
 */
async function filtersOf(card, most, fetch, signal) {
  const volumes = volumesOf(card).flatMap(({ name }) => {
    const convolution = convolutionOf(card, name);
    const weights = convolution === null ? 0 : weightsOf(card, convolution);
    return convolution && weights <= most ? [{ volume: name, convolution }] : [];
  });
  const found = await Promise.all(
    volumes.map(async ({ volume, convolution }) => {
      const { input, kernels } = await fetch(card.id, convolution, signal);
      return { volume, input, kernels };
    }),
  );
  const { id: model, training } = card;
  return { model, ...(training === undefined ? {} : { training }), volumes: found };
}
