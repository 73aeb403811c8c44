import { shownSweep } from "./shown-sweep.js";
import { keyOf, nearest, tileAt } from "./tiles.js";

/** @import { Store } from "../state/store.js" */
/** @import { Place } from "./tiles.js" */

/**
 * Keeps the tiles where the object has been. Each is the second network's answer at that place of the
 * grid, from the sweep of all places, so the object's way and all places cannot disagree. Another
 * network or another object begins anew.
 */
export class TileTrail {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.object = this.objectNow();
    /** Places whose answer the sweep does not have yet, by key. @type {Map<string, Place>} */
    this.due = new Map();
    this.stops = [
      store.on(["twinFrame"], () => this.visit()),
      store.on(["sweeps"], () => this.lay()),
      store.on(["scene"], () => this.objectNow() === this.object || this.clear()),
      store.on(["twin", "screen"], () => this.clear()),
    ];
    this.visit();
  }

  /** Name of the object on the canvas. */
  objectNow() {
    return this.store.get("scene").objects[0]?.object ?? null;
  }

  clear() {
    this.object = this.objectNow();
    this.due.clear();
    if (this.store.get("tiles").size) this.store.set("tiles", new Map());
  }

  /** The object is where the second network has just answered. */
  visit() {
    const { twin, twinFrame } = this.store.state;
    const { objects = [] } = twinFrame?.scene ?? {};
    const [placed] = objects;
    if (objects.length !== 1 || placed?.object !== this.object) return;
    if (twinFrame?.model === twin?.id) this.mark([placed]);
  }

  /**
   * Lays the tiles nearest to some places of the object, those without an answer once it comes.
   *
   * @param {Iterable<Place>} places
   */
  mark(places) {
    const tiles = this.store.get("tiles");
    for (const placed of places) {
      const place = nearest(placed);
      if (!tiles.has(keyOf(place))) this.due.set(keyOf(place), place);
    }
    this.lay();
  }

  lay() {
    const { state } = this.store;
    if (this.due.size === 0 || !state.twin) return;
    const sweep = shownSweep(state, state.twin);
    if (!sweep) return;
    const tiles = new Map(state.tiles);
    for (const [key, place] of this.due) {
      const tile = tileAt(sweep, state.twin, place);
      if (!tile) continue;
      this.due.delete(key);
      // Those of all places are the same, and may be there already.
      if (!tiles.has(key)) tiles.set(key, tile);
    }
    if (tiles.size > state.tiles.size) this.store.set("tiles", tiles);
  }

  end() {
    this.clear();
    for (const stop of this.stops) stop();
  }
}
