/** @import { State } from "../types/state.js" */

/**
 * The page's state, a set of immutable values by key, and its listeners.
 *
 * Views read the state and request changes; they never call one another.
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
   * Replaces the value of a key and calls its listeners, unless the value is the same.
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
   * Replaces several values at once, so that no listener sees a partial change. Each listener of a
   * changed key is called once.
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
   * Calls `listener` after a change of any of `keys`; returns a function that unsubscribes it.
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
