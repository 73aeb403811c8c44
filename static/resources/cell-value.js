import { fetchLayer } from "../server/api.js";
import { KEYS } from "../state/sides.js";

/** @import { Store } from "../state/store.js" */
/** @import { Cell } from "../types/state.js" */
/** @import { Scene } from "../types/api.js" */

/** How long a cell must be looked at before its layer is asked for, ms. */
const PATIENCE = 60;

/**
 * Keeps the reading in step with the selected cell: its exact value, from the API, since a frame
 * holds only bytes. One layer of one scene is kept, so that its other cells are at hand.
 */
export class Probe {
  /**
   * @param {Store} store
   * @param {typeof fetchLayer} [fetch]
   */
  constructor(store, fetch = fetchLayer) {
    this.store = store;
    this.fetch = fetch;
    /** @type {{ model: string, scene: Scene, layer: string, values: Float32Array }|null} */
    this.kept = null;
    /** @type {AbortController|null} */
    this.under = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    store.on(["selection", "scene", "model", "twin"], () => this.update());
    // What could not be asked while there was no connection is asked when there is one again.
    store.on(["link", "twinLink"], () => {
      const reading = store.get("reading");
      if (reading?.value !== null) return;
      if (store.get(KEYS[reading.cell.side].link)?.state === "live") this.update();
    });
  }

  update() {
    const { cell } = this.store.get("selection");
    const was = this.store.get("reading");
    if (!cell || !this.store.get(cell.side)) {
      this.stop();
      this.store.set("reading", null);
      return;
    }
    const value = this.known(cell);
    const same = was && was.value === value && JSON.stringify(was.cell) === JSON.stringify(cell);
    if (!same) this.store.set("reading", { cell, value });
    this.stop();
    if (value === null) this.timer = setTimeout(() => this.ask(cell), PATIENCE);
  }

  stop() {
    clearTimeout(this.timer);
    this.under?.abort();
    this.under = null;
  }

  /**
   * @param {Cell} cell
   * @returns {number|null}
   */
  known(cell) {
    const { scene, [cell.side]: card } = this.store.state;
    const kept = this.kept;
    if (!card || kept?.model !== card.id || kept.scene !== scene || kept.layer !== cell.layer)
      return null;
    const layer = card.layers.find(({ name }) => name === cell.layer);
    const [, rows = 1, cols = 1] = layer?.shape ?? [];
    return kept.values[(cell.channel * rows + cell.row) * cols + cell.col] ?? null;
  }

  /** @param {Cell} cell */
  async ask(cell) {
    const { scene, [cell.side]: card } = this.store.state;
    if (!card) return;
    const under = new AbortController();
    this.under = under;
    try {
      const values = await this.fetch(card.id, scene, cell.layer, under.signal);
      if (under.signal.aborted) return;
      this.kept = { model: card.id, scene, layer: cell.layer, values };
      this.update();
    } catch {
      // Without a connection there is no exact value; the link's state says so, and the next
      // change of scene or cell asks again.
    }
  }
}
