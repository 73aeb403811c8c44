import { troubleOf } from "../state/errors.js";
import { fetchLayers, fetchWeightChange } from "../server/api.js";
import { atHome, loneDigit, transplants } from "../network/transplants.js";

/** @import { Volumes } from "../types/lab.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Card, Drawing, Scene } from "../types/api.js" */

/** How long the scene must rest before its volumes are asked for, ms. */
const PATIENCE = 90;

/**
 * Keeps, while its tab is open, what the transplants' networks make of a digit where they were
 * trained and where it is now, and how training has changed the bias-free network's head.
 */
export class Blindness {
  /**
   * @param {Store} store
   * @param {{ cards: Card[], palette: Map<string, Drawing> }} given
   * @param {{ layers: typeof fetchLayers, change: typeof fetchWeightChange }} [fetch]
   */
  constructor(store, { cards, palette }, fetch) {
    this.store = store;
    this.palette = palette;
    this.fetch = fetch ?? { layers: fetchLayers, change: fetchWeightChange };
    this.four = transplants(cards);
    this.askedChange = false;
    /** @type {AbortController|null} */
    this.under = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    store.on(["lab", "scene"], () => this.update());
    // An address may have opened the tab.
    this.update();
  }

  update() {
    clearTimeout(this.timer);
    this.under?.abort();
    if (this.store.get("lab") !== "blind" || !this.four) return;
    this.timer = setTimeout(() => void this.ask(), PATIENCE);
    if (this.four.exact && !this.askedChange) void this.askChange(this.four.exact);
  }

  async ask() {
    const here = this.store.get("scene");
    const digit = loneDigit(here, this.palette);
    if (!this.four || !digit) return;
    const { corner, cornerHead, everywhere, everywhereHead } = this.four;
    const home = atHome(here, corner, digit);
    const under = new AbortController();
    this.under = under;
    try {
      const networks = [corner, cornerHead, everywhere, everywhereHead];
      const volumes = await Promise.all(
        networks.map((card) => this.one(card, home, here, under.signal)),
      );
      if (!under.signal.aborted) this.store.set("volumes", volumes);
    } catch {
      // The link's state says that there is no connection; the next change of scene asks again.
    }
  }

  /**
   * @param {Card} card
   * @param {Scene} home
   * @param {Scene} here
   * @param {AbortSignal} signal
   * @returns {Promise<Volumes>}
   */
  async one(card, home, here, signal) {
    const layer = card.layers.findLast(({ role, shape }) => role !== null && shape.length === 3);
    const name = layer?.name ?? "";
    const ask = (/** @type {Scene} */ scene) => this.fetch.layers(card.id, scene, [name], signal);
    const [first, second] = await Promise.all([ask(home), ask(here)]);
    const values = { home: take(first.layers, name), here: take(second.layers, name) };
    const scores = { home: first.scores, here: second.scores };
    return { model: card.id, layer: name, home, here, values, scores };
  }

  /** @param {Card} card */
  async askChange(card) {
    this.askedChange = true;
    try {
      this.store.set("weightChange", { answer: await this.fetch.change(card.id), failure: null });
    } catch (error) {
      const failure = troubleOf(error);
      this.store.set("weightChange", { answer: null, failure });
    }
  }
}

/**
 * @param {Map<string, Float32Array>} layers
 * @param {string} name
 */
function take(layers, name) {
  const values = layers.get(name);
  if (!values) throw new Error(`the answer holds no layer ${name}`);
  return values;
}
