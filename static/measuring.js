import { troubleOf } from "./trouble.js";
import { fetchConsistency, fetchEquivariance } from "./api.js";

/** @import { Measured } from "./lab/types.js" */
/** @import { Store } from "./store.js" */

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
    this.under = new AbortController();
    addEventListener("pagehide", () => this.under.abort());
  }

  /**
   * @param {Parameters<typeof fetchConsistency>[1]} config
   */
  consistency(config) {
    const { id } = this.store.get("model");
    return this.ask("consistency", () => this.fetch.consistency(id, config, this.under.signal));
  }

  /**
   * @param {Parameters<typeof fetchEquivariance>[1]} config
   */
  equivariance(config) {
    const { id } = this.store.get("model");
    return this.ask("equivariance", () => this.fetch.equivariance(id, config, this.under.signal));
  }

  /**
   * @param {"consistency"|"equivariance"} key
   * @param {() => Promise<any>} answer
   */
  async ask(key, answer) {
    this.change(key, { busy: true, failure: null });
    try {
      const found = await answer();
      const answers = [found, ...this.store.get(key).answers].slice(0, KEPT);
      this.change(key, { busy: false, answers });
    } catch (error) {
      const failure = troubleOf(error);
      this.change(key, { busy: false, failure });
    }
  }

  /**
   * @param {"consistency"|"equivariance"} key
   * @param {Partial<Measured<any>>} change
   */
  change(key, change) {
    this.store.set(key, { ...this.store.get(key), ...change });
  }
}
