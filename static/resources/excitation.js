import { streamExcitation } from "../server/api.js";
import { Resource } from "./resource.js";
import { sweepLines } from "./sweep-stream.js";

/** @import { Store } from "../state/store.js" */
/** @import { ExcitationResult } from "../types/excitation.js" */

/** @typedef {{ done: number, positions: number|null }} Progress  positions done, and of how many */

/** Slices whose results are remembered. */
const KEPT = 64;

/**
 * What excites the selected slice, asked for when somebody wants to know; what is known is shown
 * again. To select another slice ends the request: nobody could see or cancel it.
 *
 * @param {Store} store
 * @param {typeof streamExcitation} [stream]
 */
export function excitationResource(store, stream = streamExcitation) {
  return new Resource(store, {
    key: "excited",
    watch: ["selection", "model", "twin"],
    question({ selection: { slice }, ...cards }) {
      const card = slice && cards[slice.side];
      return card ? { card, ...slice } : null;
    },
    keep: KEPT,
    covers: (asked, { card, layer, channel }) =>
      asked.card.id === card.id &&
      asked.card.sha256 === card.sha256 &&
      asked.layer === layer &&
      asked.channel === channel,
    async fetch({ card, ...slice }, signal, /** @type {(progress: Progress) => void} */ report) {
      /** @type {any} */
      let result = {};
      for await (const line of sweepLines(() => stream(card.id, slice, signal), signal)) {
        if (line.type === "chunk") report({ done: line.done, positions: result.positions });
        else result = { ...result, ...line };
        if (line.type === "start") report({ done: 0, positions: line.positions });
      }
      return /** @type {ExcitationResult} */ (result);
    },
    value({ card, ...slice }, { status, progress, result, failure }) {
      if (status === "waiting") return null;
      const positions = result?.positions ?? progress?.positions ?? null;
      const done = result?.positions ?? progress?.done ?? 0;
      return { model: card.id, slice, status, done, positions, result, failure };
    },
    empty: null,
  });
}
