/**
 * Where views show the pinned cell, so that the microscope stays beside it.
 *
 * @typedef {import("../types/figure.js").Rect} Rect
 * @typedef {import("../types/state.js").Pin} Pin
 * @typedef {(pin: Pin) => Rect|null} Locate  a cell's place in the window, px; null where it is not shown
 */
export class Anchors {
  constructor() {
    /** Views with their ranks. @type {Map<Locate, number>} */
    this.views = new Map();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /**
   * Adds a view.
   *
   * @param {Locate} locate
   * @param {number} [rank]  the lowest that shows a cell counts
   * @returns {() => void}  removes it
   */
  add(locate, rank = 0) {
    this.views.set(locate, rank);
    return () => this.views.delete(locate);
  }

  /**
   * @param {Pin} pin
   * @param {(rect: Rect) => boolean} visible  whether a place is on the screen
   * @returns {Rect|null}
   */
  find(pin, visible) {
    for (const [locate] of [...this.views].sort(([, a], [, b]) => a - b)) {
      const found = locate(pin);
      if (found && visible(found)) return found;
    }
    return null;
  }

  /**
   * @param {() => void} listener  called when a view has moved its cells
   * @returns {() => void}  stops it
   */
  onMove(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells that a view has moved its cells. */
  moved() {
    for (const listener of this.listeners) listener();
  }
}
