import { OwnTrouble, Refusal, troubleOf } from "../state/errors.js";
import { msg } from "@lit/localize";
import { streamExcitation } from "../server/api.js";
import { sameSlice } from "./kernels.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Slice } from "../types/state.js" */
/** @import { Excited, ExcitationAnswer } from "../types/excitation.js" */

/**
 * Asks what excites the slice that is selected, when somebody wants to know, and keeps the answers.
 *
 * To select another slice, or to leave, ends what is under way: nobody could see or cancel it.
 */
export class Excitations {
  /**
   * @param {Store} store
   * @param {typeof streamExcitation} [stream]
   */
  constructor(store, stream = streamExcitation) {
    this.store = store;
    this.stream = stream;
    /** By weights, layer and channel. @type {Map<string, ExcitationAnswer>} */
    this.kept = new Map();
    /** @type {AbortController|null} */
    this.under = null;
    store.on(["selection", "model", "twin"], () => this.update());
    addEventListener("pagehide", () => this.cancel());
  }

  /** The selected slice, and the network that it belongs to. */
  wanted() {
    const { slice } = this.store.get("selection");
    const card = slice && this.store.get(slice.side);
    return slice && card ? { slice, card } : null;
  }

  /** Shows what is known of the slice that is selected. */
  update() {
    const wanted = this.wanted();
    const shown = this.store.get("excited");
    if (wanted && shown?.model === wanted.card.id && sameSlice(shown.slice, wanted.slice)) return;
    this.under?.abort();
    this.under = null;
    const answer = wanted && this.kept.get(keyOf(wanted.card, wanted.slice));
    this.store.set("excited", answer ? done(wanted.card, wanted.slice, answer) : null);
  }

  /** Asks for the slice that is selected. */
  async ask() {
    const wanted = this.wanted();
    if (!wanted) return;
    const { card, slice } = wanted;
    this.under?.abort();
    const under = new AbortController();
    this.under = under;
    /** @type {Excited} */
    let shown = {
      ...{ model: card.id, slice, status: "running", done: 0, positions: null },
      ...{ answer: null, failure: null },
    };
    const show = (/** @type {Partial<Excited>} */ change) => {
      shown = { ...shown, ...change };
      this.store.set("excited", shown);
    };
    show({});
    /** @type {any} */
    let start = null;
    try {
      for await (const line of this.stream(card.id, slice, under.signal)) {
        if (under.signal.aborted) return;
        if (line.type === "start") {
          start = line;
          show({ positions: line.positions });
        } else if (line.type === "part") {
          show({ done: line.done });
        } else if (line.type === "error") {
          throw new Refusal(line.error?.code ?? "error", line.error?.message ?? "the sweep failed");
        } else if (line.type === "end" && start) {
          const answer = { ...start, ...line };
          this.kept.set(keyOf(card, slice), answer);
          this.store.set("excited", done(card, slice, answer));
          return;
        }
      }
      if (!under.signal.aborted)
        throw new OwnTrouble(msg("the sweep ended before it was complete"));
    } catch (error) {
      if (under.signal.aborted) return;
      show({ status: "failed", failure: troubleOf(error) });
    }
  }

  /** Ends what is under way. */
  cancel() {
    this.under?.abort();
    this.under = null;
    const shown = this.store.get("excited");
    if (shown?.status === "running") this.store.set("excited", { ...shown, status: "cancelled" });
  }
}

/**
 * @param {Card} card
 * @param {Slice} slice
 */
function keyOf(card, { layer, channel }) {
  return [card.id, card.sha256, layer, channel].join("/");
}

/**
 * @param {Card} card
 * @param {Slice} slice
 * @param {ExcitationAnswer} answer
 * @returns {Excited}
 */
function done(card, slice, answer) {
  const { positions } = answer;
  return {
    ...{ model: card.id, slice, status: "done", done: positions, positions },
    ...{ answer, failure: null },
  };
}
