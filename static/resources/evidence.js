import { troubleOf } from "../state/errors.js";
import { fetchExperiments } from "../server/api.js";

/** @import { Store } from "../state/store.js" */

/** Asks for the experiments' records when their tab is opened, once. */
export class Evidence {
  /**
   * @param {Store} store
   * @param {typeof fetchExperiments} [fetch]
   */
  constructor(store, fetch = fetchExperiments) {
    this.store = store;
    this.fetch = fetch;
    this.asked = false;
    store.on(["lab"], () => this.update());
    // An address may have opened the tab.
    this.update();
  }

  update() {
    if (this.store.get("lab") === "evidence" && !this.asked) void this.ask();
  }

  async ask() {
    this.asked = true;
    try {
      const experiments = await this.fetch();
      this.store.set("evidence", { experiments, failure: null });
    } catch (error) {
      // What failed is asked again when the tab is opened again.
      this.asked = false;
      const failure = troubleOf(error);
      this.store.set("evidence", { experiments: [], failure });
    }
  }
}
