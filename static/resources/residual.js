import { fetchLayers } from "../server/api.js";
import { difference } from "../network/arrays.js";
import { KEYS, shown } from "../state/sides.js";

/** @import { Compared, Differing } from "../types/lab.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Card, Scene } from "../types/api.js" */

/** How long a comparison must stand before its volumes are asked for, ms. */
const PATIENCE = 90;

/** @typedef {{ a: Scene, layers: Awaited<ReturnType<typeof fetchLayers>> }} Kept */

/**
 * Keeps, while the pooling tab is open, what the volumes of the shown networks do beside moving: B's
 * less A's moved by the whole cells that the comparison found best.
 */
export class Differences {
  /**
   * @param {Store} store
   * @param {typeof fetchLayers} [fetch]
   */
  constructor(store, fetch = fetchLayers) {
    this.store = store;
    this.fetch = fetch;
    /** @type {AbortController|null} */
    this.under = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    /** What the networks make of A, which stays while B moves. @type {Map<string, Kept>} */
    this.kept = new Map();
    store.on(["lab", "comparison", "twinComparison"], () => this.update());
  }

  update() {
    clearTimeout(this.timer);
    this.under?.abort();
    if (this.store.get("lab") !== "pooling") return;
    this.timer = setTimeout(() => void this.ask(), PATIENCE);
  }

  async ask() {
    const under = new AbortController();
    this.under = under;
    const asked = shown(this.store).map(({ side, card }) => {
      const compared = this.store.get(KEYS[side].comparison);
      return compared?.model === card.id ? this.one(card, compared, under.signal) : null;
    });
    try {
      const found = await Promise.all(asked);
      if (under.signal.aborted) return;
      this.store.set(
        "differing",
        found.filter((each) => each !== null),
      );
    } catch {
      // The comparison has failed too, and says why; its next answer asks again.
    }
  }

  /**
   * @param {Card} card
   * @param {Compared} compared
   * @param {AbortSignal} signal
   * @returns {Promise<Differing|null>}
   */
  async one(card, { model, a, b, answer }, signal) {
    const moved = answer?.layers.filter(({ role, best }) => role !== null && best !== null) ?? [];
    if (moved.length === 0) return null;
    const names = moved.map(({ name }) => name);
    const [before, after] = await Promise.all([
      this.ofA(card.id, a, names, signal),
      this.fetch(card.id, b, names, signal),
    ]);
    const layers = moved.flatMap(({ name, shape, best }) => {
      const [was, is] = [before.layers.get(name), after.layers.get(name)];
      if (!was || !is || !best) return [];
      const cyclic = answer?.protocol === "cyclic";
      return [{ name, moved: best, values: difference(was, is, shape, best, cyclic) }];
    });
    return { model, a, b, layers };
  }

  /**
   * The layers of scene A; asked for once.
   *
   * @param {string} model
   * @param {Scene} a
   * @param {string[]} names
   * @param {AbortSignal} signal
   */
  async ofA(model, a, names, signal) {
    const kept = this.kept.get(model);
    if (kept?.a === a) return kept.layers;
    const layers = await this.fetch(model, a, names, signal);
    if (this.kept.size > 3) this.kept.clear();
    this.kept.set(model, { a, layers });
    return layers;
  }
}
