import { fetchLayers } from "../server/api.js";
import { atHome, loneDigit, transplants } from "../network/transplants.js";
import { cleared } from "../scene/scene.js";
import { Resource } from "./resource.js";

/** @import { Volumes } from "../types/lab.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Card, Sprite, Scene } from "../types/api.js" */

/** How long the scene must rest before its volumes are asked for, ms. */
const DEBOUNCE_MS = 90;

/**
 * What the transplants' four networks make of a digit where they were trained and where it is now, and
 * of an empty canvas, while their tab is open.
 *
 * @param {Store} store
 * @param {{ cards: Card[], palette: Map<string, Sprite> }} context
 * @param {typeof fetchLayers} [fetch]
 */
export function headTransplantsResource(store, { cards, palette }, fetch = fetchLayers) {
  const four = transplants(cards);
  /** Scores for an empty canvas, by network. @type {Map<string, Float32Array>} */
  const blanks = new Map();
  return new Resource(store, {
    key: "volumes",
    watch: ["lab", "scene"],
    question: ({ lab, scene: here }) =>
      lab === "blind" && four && loneDigit(here, palette) ? { four, here } : null,
    wait: DEBOUNCE_MS,
    fetch({ four: { corner, cornerHead, everywhere, everywhereHead }, here }, signal) {
      const digit = /** @type {NonNullable<ReturnType<typeof loneDigit>>} */ (
        loneDigit(here, palette)
      );
      const home = atHome(here, corner, digit);
      const networks = [corner, cornerHead, everywhere, everywhereHead];
      return Promise.all(networks.map((card) => volumes(card, home, here, fetch, signal, blanks)));
    },
    // A failure is not written: the link's state says that there is no connection.
    retries: true,
  });
}

/**
 * One network's last volume, and its scores, for both scenes.
 *
 * @param {Card} card
 * @param {Scene} home
 * @param {Scene} here
 * @param {typeof fetchLayers} fetch
 * @param {AbortSignal} signal
 * @param {Map<string, Float32Array>} blanks
 * @returns {Promise<Volumes>}
 */
async function volumes(card, home, here, fetch, signal, blanks) {
  const layer = card.layers.findLast(({ role, shape }) => role !== null && shape.length === 3);
  const name = layer?.name ?? "";
  const ask = (/** @type {Scene} */ scene) => fetch(card.id, scene, [name], signal);
  const [first, second] = await Promise.all([ask(home), ask(here)]);
  const values = { home: valuesOf(first.layers, name), here: valuesOf(second.layers, name) };
  const empty = cleared(here);
  const key = `${card.id} ${JSON.stringify([empty.background, empty.pictures])}`;
  const blank = blanks.get(key) ?? (await ask(empty)).scores;
  blanks.set(key, blank);
  const scores = { home: first.scores, here: second.scores, blank };
  return { model: card.id, layer: name, home, here, values, scores };
}

/**
 * @param {Map<string, Float32Array>} layers
 * @param {string} name
 */
function valuesOf(layers, name) {
  const values = layers.get(name);
  if (!values) throw new Error(`the answer holds no layer ${name}`);
  return values;
}
