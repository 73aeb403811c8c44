/** @import { State } from "../types/state.js" */

/**
 * The state of the page: a few keys, each replaced as a whole, and who wants to know.
 *
 * Views read it and ask for changes; they never call one another.
 */
export class Store {
  /** @param {State} initial */
  constructor(initial) {
    this.state = initial;
    /** @type {Map<keyof State, Set<() => void>>} */
    this.listeners = new Map();
  }

  /**
   * @template {keyof State} K
   * @param {K} key
   * @returns {State[K]}
   */
  get(key) {
    return this.state[key];
  }

  /**
   * Replaces one key and tells its listeners; the same value again tells nobody.
   *
   * @template {keyof State} K
   * @param {K} key
   * @param {State[K]} value
   */
  set(key, value) {
    if (this.state[key] === value) return;
    this.state = { ...this.state, [key]: value };
    for (const listener of [...(this.listeners.get(key) ?? [])]) listener();
  }

  /**
   * Replaces several keys at once, so that no listener sees only some of them changed, and tells each
   * listener of those that have changed once.
   *
   * @param {Partial<State>} changes
   */
  merge(changes) {
    const keys = /** @type {(keyof State)[]} */ (Object.keys(changes)).filter(
      (key) => this.state[key] !== changes[key],
    );
    this.state = { ...this.state, ...changes };
    for (const listener of new Set(keys.flatMap((key) => [...(this.listeners.get(key) ?? [])])))
      listener();
  }

  /**
   * Calls `listener` after any of `keys` has changed; returns how to stop that.
   *
   * @param {readonly (keyof State)[]} keys
   * @param {() => void} listener
   * @returns {() => void}
   */
  on(keys, listener) {
    for (const key of keys) {
      const set = this.listeners.get(key) ?? new Set();
      set.add(listener);
      this.listeners.set(key, set);
    }
    return () => {
      for (const key of keys) this.listeners.get(key)?.delete(listener);
    };
  }
}
