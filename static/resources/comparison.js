import { troubleOf } from "../state/errors.js";
import { fetchComparison } from "../server/api.js";
import { KEYS } from "../state/sides.js";

/** @import { Store } from "../state/store.js" */
/** @import { Compared } from "../types/lab.js" */
/** @import { Side } from "../types/state.js" */

/** At least this long between two questions, ms: a drag asks no more often. */
const PATIENCE = 60;

/**
 * Keeps one side's comparison in step with scene A, which is pinned, and B, which is live.
 *
 * One question is under way at a time and only the newest scene waits, so that the numbers follow a
 * drag; another A or another network ends the question at once.
 */
export class Comparison {
  /**
   * @param {Store} store
   * @param {Side} [side]
   * @param {typeof fetchComparison} [fetch]
   */
  constructor(store, side = "model", fetch = fetchComparison) {
    this.store = store;
    this.side = side;
    this.key = KEYS[side].comparison;
    this.fetch = fetch;
    this.stale = false;
    /** @type {AbortController|null} */
    this.under = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    store.on(["pinned", side], () => this.restart());
    store.on(["scene"], () => this.changed());
    store.on(["link"], () => {
      // What failed while there was no connection is asked again once there is one.
      if (store.get("link").state === "live" && store.get(this.key)?.failure) this.changed();
    });
    // An address may have brought A along.
    this.changed();
  }

  restart() {
    this.under?.abort();
    this.under = null;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.store.set(this.key, null);
    this.changed();
  }

  changed() {
    this.stale = this.store.get("pinned") !== null && this.store.get(this.side) !== null;
    this.wait();
  }

  wait() {
    if (!this.stale || this.under || this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.ask();
    }, PATIENCE);
  }

  async ask() {
    const { pinned: a, scene: b, [this.side]: card } = this.store.state;
    if (!a || !card || !this.stale) return;
    this.stale = false;
    const under = new AbortController();
    this.under = under;
    try {
      const answer = await this.fetch(card.id, a, b, under.signal);
      this.tell(under, { model: card.id, a, b, answer, failure: null });
    } catch (error) {
      const failure = troubleOf(error);
      this.tell(under, { model: card.id, a, b, answer: null, failure });
    }
  }

  /**
   * @param {AbortController} under
   * @param {Compared} compared
   */
  tell(under, compared) {
    if (under.signal.aborted) return;
    this.under = null;
    this.store.set(this.key, compared);
    this.wait();
  }
}
