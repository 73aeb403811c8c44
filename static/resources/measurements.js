import { troubleOf } from "../state/errors.js";
import { fetchConsistency, fetchEquivariance } from "../server/api.js";

/** @import { Measured } from "../types/lab.js" */
/** @import { Store } from "../state/store.js" */

/** As many answers as are kept of each kind. */
const KEPT = 12;

/** Asks for the measurements that somebody wants, and keeps the answers, the newest first. */
export class Measuring {
  /**
   * @param {Store} store
   * @param {{ consistency: typeof fetchConsistency, equivariance: typeof fetchEquivariance }} [fetch]
   */
  constructor(store, fetch) {
    this.store = store;
    this.fetch = fetch ?? { consistency: fetchConsistency, equivariance: fetchEquivariance };
    /** Of what is under way. @type {Record<"consistency"|"equivariance", AbortController|null>} */
    this.under = { consistency: null, equivariance: null };
    addEventListener("pagehide", () => {
      this.cancel("consistency");
      this.cancel("equivariance");
    });
  }

  /**
   * @param {Parameters<typeof fetchConsistency>[1]} config
   */
  consistency(config) {
    const { id } = this.store.get("model");
    return this.ask("consistency", (signal) => this.fetch.consistency(id, config, signal));
  }

  /**
   * @param {Parameters<typeof fetchEquivariance>[1]} config
   */
  equivariance(config) {
    const { id } = this.store.get("model");
    const { scene } = config;
    return this.ask("equivariance", async (signal) => ({
      ...(await this.fetch.equivariance(id, config, signal)),
      scene,
    }));
  }

  /**
   * @param {"consistency"|"equivariance"} key
   * @param {(signal: AbortSignal) => Promise<any>} answer
   */
  async ask(key, answer) {
    const under = new AbortController();
    this.under[key] = under;
    this.change(key, { busy: true, failure: null });
    try {
      const found = await answer(under.signal);
      if (under.signal.aborted) return;
      const answers = [found, ...this.store.get(key).answers].slice(0, KEPT);
      this.change(key, { busy: false, answers });
    } catch (error) {
      if (under.signal.aborted) return;
      const failure = troubleOf(error);
      this.change(key, { busy: false, failure });
    }
  }

  /**
   * Ends what is under way; what was known stays.
   *
   * @param {"consistency"|"equivariance"} key
   */
  cancel(key) {
    if (!this.store.get(key).busy) return;
    this.under[key]?.abort();
    this.change(key, { busy: false });
  }

  /**
   * @param {"consistency"|"equivariance"} key
   * @param {Partial<Measured<any>>} change
   */
  change(key, change) {
    this.store.set(key, { ...this.store.get(key), ...change });
  }
}
