import { keyOf, laid, tileOf } from "./tiles.js";

/** @import { Store } from "../state/store.js" */

/**
 * Keeps the canvas's tiles: what the second network answered at each place where the object was, while
 * the first screen is shown. Another network or another object begins anew.
 */
export class TileTrail {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    /** Name of the object that the tiles are of; null before the first of them. @type {string|null} */
    this.object = null;
    store.on(["twinFrame"], () => this.lay());
    store.on(["twin", "screen"], () => this.clear());
  }

  clear() {
    this.object = null;
    if (this.store.get("tiles").size) this.store.set("tiles", new Map());
  }

  lay() {
    const { screen, twin, twinFrame, tiles } = this.store.state;
    if (screen !== "opening" || !twin || !twinFrame) return;
    const tile = tileOf(twin, twinFrame);
    const object = twinFrame.scene?.objects[0]?.object ?? null;
    // A sweep may have laid tiles before the first answer.
    const same = this.object === null || object === this.object;
    const kept = same ? tiles : new Map();
    if (!same) this.store.set("places", false);
    this.object = object;
    // A swept tile has the answer at its own place, not at that where the object crosses it.
    const swept = tile && kept.get(keyOf(tile))?.swept;
    this.store.set("tiles", tile && !swept ? laid(kept, tile) : kept);
  }
}
