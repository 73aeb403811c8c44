import { msg, str } from "@lit/localize";
import { percentText } from "../i18n/percent.js";
import { isRunning } from "../lab/sweep-map-view.js";
import { holds } from "../lab/sweep-maps.js";
import { TILE, sweptTiles, tilesAt } from "./tiles.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Plan, Sweep } from "../types/lab.js" */

/** Sweeps the first screen's object through both networks, and lays the second's answers as tiles. */
export class Survey {
  /**
   * @param {Pick<Context, "store"|"sweeps">} context
   * @param {() => void} changed  called when it starts or ends
   */
  constructor({ store, sweeps }, changed) {
    this.store = store;
    this.sweeps = sweeps;
    this.changed = changed;
    /** Where tiles are due once both sweeps are done. @type {Set<string>|"all"|null} */
    this.due = null;
    this.falling = 0;
  }

  /** Whether tiles are about to fall on all places. */
  get raining() {
    return this.due === "all";
  }

  /**
   * Starts both sweeps; finished ones of the same object are kept.
   *
   * @param {Set<string>|"all"} due  where tiles are to lie
   */
  run(due) {
    const { model, twin, scene } = this.store.state;
    if (!twin || scene.objects.length !== 1) return;
    this.due = due;
    const plan = { scene, index: 0, step: TILE, output: null };
    void this.sweeps.run([twin, model].map(({ id }) => ({ model: id, ...plan })));
    // The tiles are this screen's map.
    this.store.set("overlay", null);
    this.changed();
  }

  /** Lays the tiles once both sweeps are done: those of a path at once, those of all places as rain. */
  lay() {
    const { store, due } = this;
    const { twin } = store.state;
    if (due === null || isRunning(store.get("sweeps"))) return;
    this.due = null;
    const sweep = twin && this.of(twin);
    if (due === "all") store.set("places", Boolean(sweep));
    if (!sweep) return this.changed();
    const swept = sweptTiles(sweep, twin);
    if (due !== "all") return store.set("tiles", tilesAt(swept, due));
    store.set("tiles", new Map());
    // Tiles that lie there already fall again.
    this.falling = requestAnimationFrame(() => store.set("tiles", swept));
  }

  /**
   * The finished sweep of the present object through a network.
   *
   * @param {Card} card
   * @returns {Sweep|undefined}
   */
  of(card) {
    const sweeps = this.store.get("sweeps");
    return sweeps.find(
      ({ plan, status }) => status === "done" && plan.model === card.id && this.isShown(plan),
    );
  }

  /** @param {Plan} plan */
  isShown(plan) {
    const { scene } = this.store.state;
    return plan.step === TILE && scene.objects.length === 1 && holds(scene, plan);
  }

  /** How far the sweeps are. */
  progress() {
    const sweeps = this.due === null ? [] : this.store.get("sweeps");
    const done = sweeps.reduce((sum, { done }) => sum + done, 0);
    const total = sweeps.reduce((sum, { start }) => sum + (start?.total ?? Number.NaN), 0);
    return total > 0 ? msg(str`Measuring: ${percentText(done / total)}`) : msg("Measuring…");
  }

  /** Lays no tiles any more. */
  end() {
    this.due = null;
    cancelAnimationFrame(this.falling);
  }
}
