import { msg, str } from "@lit/localize";
import { percentText } from "../i18n/percent.js";
import { isRunning } from "../lab/sweep-map-view.js";
import { shownSweep } from "./shown-sweep.js";
import { TileTrail } from "./tile-trail.js";
import { TILE, sweptTiles } from "./tiles.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */
/** @import { Tiles } from "../types/state.js" */
/** @import { Place } from "./tiles.js" */

/**
 * Sweeps the first screen's object through both networks, and lays the second's answers as tiles: where
 * the object has been, and on request at all places.
 */
export class Survey {
  /**
   * @param {Pick<Context, "store"|"sweeps">} context
   * @param {() => void} changed  called when all places are asked for, and when their tiles fall
   */
  constructor({ store, sweeps }, changed) {
    this.store = store;
    this.sweeps = sweeps;
    this.changed = changed;
    this.trail = new TileTrail(store);
    /** Whether tiles are about to fall on all places. */
    this.raining = false;
    /** The tiles of all places, as laid last. @type {Tiles|null} */
    this.all = null;
    this.falling = 0;
  }

  /** Whether the tiles of all places are there. */
  get complete() {
    return this.all !== null && this.store.get("tiles") === this.all;
  }

  /** Both sweeps of the present object, the second network's first. */
  get both() {
    const { model, twin } = this.store.state;
    const cards = twin ? [twin, model] : [];
    return cards.map((card) => shownSweep(this.store.state, card));
  }

  /**
   * Sweeps the present object unless that is done or under way.
   *
   * @param {Iterable<Place>} [places]  where it has been
   */
  measure(places = []) {
    const { model, twin, scene } = this.store.state;
    this.trail.mark(places);
    if (!twin || scene.objects.length !== 1) return;
    const kept = this.both.every((sweep) => sweep && !isBroken(sweep));
    if (kept) return;
    const plan = { scene, index: 0, step: TILE, output: null };
    void this.sweeps.run([twin, model].map(({ id }) => ({ model: id, ...plan })));
    // The tiles are this screen's map.
    this.store.set("overlay", null);
  }

  /** Lays tiles at all places as rain, once both sweeps are done. */
  showAll() {
    const { twin, scene } = this.store.state;
    if (!twin || scene.objects.length !== 1) return;
    this.raining = true;
    this.measure();
    this.lay();
    this.changed();
  }

  /** Follows the state: sweeps an object that both networks have answered, and lays what is due. */
  follow() {
    const { frame, twinFrame } = this.store.state;
    // The first answers do not wait for a sweep; one that failed is not repeated unasked.
    const due = this.raining || (frame && twinFrame);
    if (due && this.both.some((sweep) => !sweep)) this.measure();
    this.lay();
  }

  lay() {
    const { store, both } = this;
    const { twin } = store.state;
    if (!this.raining || this.falling) return;
    if (isRunning(both)) return;
    const [sweep] = both;
    if (!twin || sweep?.status !== "done") {
      this.raining = false;
      store.set("places", false);
      return this.changed();
    }
    store.set("tiles", new Map());
    // Tiles that lie there already fall again.
    this.falling = requestAnimationFrame(() => {
      this.falling = 0;
      this.raining = false;
      this.all = sweptTiles(sweep, twin);
      store.merge({ tiles: this.all, places: true });
      this.changed();
    });
  }

  /**
   * The finished sweep of the present object through a network.
   *
   * @param {Card} card
   * @returns {Sweep|undefined}
   */
  of(card) {
    const sweep = shownSweep(this.store.state, card);
    return sweep?.status === "done" ? sweep : undefined;
  }

  /** How far the sweeps are. */
  progress() {
    const sweeps = this.raining ? this.both : [];
    const done = sweeps.reduce((sum, sweep) => sum + (sweep?.done ?? 0), 0);
    const total = sweeps.reduce((sum, sweep) => sum + (sweep?.start?.total ?? Number.NaN), 0);
    return total > 0 ? msg(str`Measuring: ${percentText(done / total)}`) : msg("Measuring…");
  }

  /** Does not lay tiles at all places any more. */
  cancel() {
    this.raining = false;
    cancelAnimationFrame(this.falling);
    this.falling = 0;
  }

  end() {
    this.cancel();
    this.trail.end();
  }
}

/** @param {Sweep} sweep */
function isBroken({ status }) {
  return status === "cancelled" || status === "failed";
}
