import { fetchKernels } from "../server/api.js";
import { convolutionOf } from "../network/volumes.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Kernels, Slice } from "../types/state.js" */

/** Keeps the kernels in step with the slice that is selected; what came once is kept. */
export class KernelShelf {
  /**
   * @param {Store} store
   * @param {typeof fetchKernels} [fetch]
   */
  constructor(store, fetch = fetchKernels) {
    this.store = store;
    this.fetch = fetch;
    /** By network, convolution and channel. @type {Map<string, Omit<Kernels, "slice">>} */
    this.kept = new Map();
    /** What is being asked for. @type {{ key: string, stop: AbortController }|null} */
    this.under = null;
    store.on(["selection", "model", "twin", "link", "twinLink"], () => this.update());
  }

  /** @returns {{ slice: Slice, card: Card, layer: string }|null} */
  wanted() {
    const { slice } = this.store.get("selection");
    const card = slice && this.store.get(slice.side);
    const layer = card && convolutionOf(card, slice.layer);
    return layer ? { slice, card, layer } : null;
  }

  update() {
    const wanted = this.wanted();
    const key = wanted && keyOf(wanted);
    const was = this.store.get("kernels");
    if (wanted && was?.model === wanted.card.id && sameSlice(was.slice, wanted.slice)) return;
    if (this.under && this.under.key !== key) {
      this.under.stop.abort();
      this.under = null;
    }
    const known = key ? this.kept.get(key) : undefined;
    this.store.set("kernels", wanted && known ? { ...known, slice: wanted.slice } : null);
    if (wanted && key && !known && !this.under) void this.ask(wanted, key);
  }

  /**
   * @param {{ slice: Slice, card: Card, layer: string }} wanted
   * @param {string} key
   */
  async ask({ slice, card, layer }, key) {
    const stop = new AbortController();
    this.under = { key, stop };
    try {
      const got = await this.fetch(card.id, layer, slice.channel, stop.signal);
      const [kernel = []] = got.kernels;
      const [bias = 0] = got.bias;
      this.kept.set(key, { model: card.id, layer, input: got.input, kernel, bias });
    } catch {
      // Without a connection there are no kernels; when there is one again they are asked for.
    }
    if (stop.signal.aborted) return;
    this.under = null;
    if (this.kept.has(key)) this.update();
  }
}

/** @param {{ slice: Slice, card: Card, layer: string }} wanted */
function keyOf({ slice, card, layer }) {
  return `${card.sha256} ${layer} ${slice.channel}`;
}

/**
 * @param {Slice} a
 * @param {Slice} b
 */
export function sameSlice(a, b) {
  return a.side === b.side && a.layer === b.layer && a.channel === b.channel;
}
