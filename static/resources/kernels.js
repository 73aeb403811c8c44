import { fetchKernels } from "../server/api.js";
import { convolutionOf } from "../network/volumes.js";
import { Resource } from "./resource.js";

/** @import { Store } from "../state/store.js" */
/** @import { Slice } from "../types/state.js" */

/** Slices whose weights are remembered. */
const KEPT = 256;

/**
 * The weights that make the selected slice.
 *
 * @param {Store} store
 * @param {typeof fetchKernels} [fetch]
 */
export function kernelsResource(store, fetch = fetchKernels) {
  return new Resource(store, {
    key: "kernels",
    watch: ["selection", "model", "twin"],
    question({ selection: { slice }, ...cards }) {
      const card = slice && cards[slice.side];
      const convolution = card && convolutionOf(card, slice.layer);
      return convolution ? { card, convolution, ...slice } : null;
    },
    wait: 0,
    keep: KEPT,
    covers: (asked, { card, convolution, channel }) =>
      asked.card.sha256 === card.sha256 &&
      asked.convolution === convolution &&
      asked.channel === channel,
    fetch: ({ card, convolution, channel }, signal) => fetch(card.id, convolution, channel, signal),
    value({ card, convolution, ...slice }, { result }) {
      if (!result) return null;
      const [kernel = []] = result.kernels;
      const [bias = 0] = result.bias;
      return { slice, model: card.id, layer: convolution, input: result.input, kernel, bias };
    },
    empty: null,
    retries: true,
  });
}

/**
 * @param {Slice} a
 * @param {Slice} b
 */
export function sameSlice(a, b) {
  return a.side === b.side && a.layer === b.layer && a.channel === b.channel;
}
