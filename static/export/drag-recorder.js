/** @import { Store } from "../state/store.js" */
/** @import { Scene } from "../types/api.js" */

/** A rest longer than this ends a drag, ms. */
const REST = 1000;
/** A drag's beginning is forgotten when it has gone on for longer, ms. */
export const LONGEST = 20_000;

/**
 * A way that an object went: what the scene was, and when, from zero.
 *
 * @typedef {{ at: number, scene: Scene }} Step  at: ms
 */

/**
 * The number of the one object that lies elsewhere in another scene of the same objects, or null.
 *
 * @param {Scene} a
 * @param {Scene} b
 */
export function moved(a, b) {
  if (a.objects.length !== b.objects.length || a.pictures !== b.pictures) return null;
  const found = a.objects.flatMap((was, i) => {
    const is = b.objects[i];
    if (is === was || (is?.object === was.object && is.row === was.row && is.col === was.col)) {
      return [];
    }
    return is?.object === was.object ? [i] : [Number.NaN];
  });
  return found.length === 1 && !Number.isNaN(found[0]) ? (found[0] ?? null) : null;
}

/** Remembers the last drag of one object, to be shown again. */
export class Track {
  /**
   * @param {Store} store
   * @param {() => number} [clock]  ms
   */
  constructor(store, clock = () => performance.now()) {
    this.store = store;
    this.clock = clock;
    this.was = store.get("scene");
    /** @type {number|null} */
    this.object = null;
    /** @type {Step[]} */
    this.steps = [];
    /** Whether scenes that come are not a visitor's. */
    this.deaf = false;
    this.stop = store.on(["scene"], () => this.changed());
  }

  changed() {
    const [was, scene, now] = [this.was, this.store.get("scene"), this.clock()];
    this.was = scene;
    if (this.deaf) return;
    const object = moved(was, scene);
    if (object === null) {
      this.object = null;
      return;
    }
    const last = this.steps.at(-1);
    if (object !== this.object || !last || now - last.at > REST) {
      this.steps = [{ at: now, scene: was }];
    }
    this.object = object;
    this.steps = [...this.steps, { at: now, scene }].filter(({ at }) => at >= now - LONGEST);
  }

  /**
   * The last drag, its times from zero; null before there is one.
   *
   * @returns {Step[]|null}
   */
  last() {
    const [first] = this.steps;
    if (!first || this.steps.length < 2) return null;
    return this.steps.map(({ at, scene }) => ({ at: at - first.at, scene }));
  }
}

/**
 * Where a way had come to at a time.
 *
 * @param {Step[]} steps
 * @param {number} time  ms
 * @returns {Scene|null}
 */
export function sceneAt(steps, time) {
  return steps.findLast(({ at }) => at <= time)?.scene ?? steps[0]?.scene ?? null;
}
