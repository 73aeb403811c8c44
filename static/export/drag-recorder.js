/** @import { Store } from "../state/store.js" */
/** @import { Scene } from "../types/api.js" */

/** A pause longer than this ends a drag, ms. */
const PAUSE_MS = 1000;
/** Longest recording, ms; only the last part of a longer drag is kept. */
export const MAX_DRAG_MS = 20_000;

/**
 * One scene of a drag.
 *
 * @typedef {{ at: number, scene: Scene }} Step  at: ms
 */

/**
 * The index of the only object that moved between two scenes; null if none or several moved, or
 * anything else differs.
 *
 * @param {Scene} a
 * @param {Scene} b
 */
export function moved(a, b) {
  if (a.objects.length !== b.objects.length || a.pictures !== b.pictures) return null;
  if (a.background !== b.background) return null;
  const found = a.objects.flatMap((was, i) => {
    const is = b.objects[i];
    if (
      is === was ||
      (is?.object === was.object &&
        is.row === was.row &&
        is.col === was.col &&
        is.scale === was.scale)
    ) {
      return [];
    }
    return is?.object === was.object && is.scale === was.scale ? [i] : [Number.NaN];
  });
  return found.length === 1 && !Number.isNaN(found[0]) ? (found[0] ?? null) : null;
}

/** Records the last drag of one object before the shown networks, so that it can be replayed. */
export class DragRecorder {
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
    /** Whether scenes are ignored, since a replay sets them. */
    this.paused = false;
    const stops = [
      store.on(["scene"], () => this.changed()),
      store.on(["model", "twin"], () => this.begin()),
    ];
    this.stop = () => stops.forEach((stop) => stop());
  }

  /** Knows no drag: other networks have not seen the last one. */
  begin() {
    this.object = null;
    this.steps = [];
  }

  changed() {
    const [was, scene, now] = [this.was, this.store.get("scene"), this.clock()];
    this.was = scene;
    if (this.paused) return;
    const object = moved(was, scene);
    if (object === null) {
      this.object = null;
      return;
    }
    const last = this.steps.at(-1);
    if (object !== this.object || !last || now - last.at > PAUSE_MS) {
      this.steps = [{ at: now, scene: was }];
    }
    this.object = object;
    this.steps = [...this.steps, { at: now, scene }].filter(({ at }) => at >= now - MAX_DRAG_MS);
  }

  /**
   * The last drag, with times from zero; null before the first.
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
 * The scene of a drag at a time; before its first step, that of the first.
 *
 * @param {Step[]} steps
 * @param {number} time  ms
 * @returns {Scene|null}
 */
export function sceneAt(steps, time) {
  return steps.findLast(({ at }) => at <= time)?.scene ?? steps[0]?.scene ?? null;
}
