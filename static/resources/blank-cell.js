import { fits } from "../network/cell-ref.js";
import { fetchCell } from "../server/api.js";
import { Resource } from "./resource.js";

/** @import { Store } from "../state/store.js" */
/** @import { Scene } from "../types/api.js" */

/** How many cells' values are remembered. */
const KEPT = 50;

/**
 * The pinned cell's value on an empty canvas: on black it has it by biases and padding alone.
 *
 * @param {Store} store
 * @param {typeof fetchCell} [fetch]
 */
export function blankCellResource(store, fetch = fetchCell) {
  return new Resource(store, {
    key: "blankCell",
    watch: ["pinnedCell", "model", "twin", "scene"],
    question({ pinnedCell: pin, scene, ...cards }) {
      const card = pin && cards[pin.side];
      return pin && card && fits(card, pin) ? { ...pin, card, ...behind(scene) } : null;
    },
    wait: 0,
    keep: KEPT,
    fetch: ({ card, background, picture, ...pin }, signal) =>
      fetch(card.id, sceneOf({ background, picture }), pin, signal),
    value: ({ card: _, background: __, picture: ___, ...pin }, { result }) =>
      result && { pin, response: result },
    empty: null,
  });
}

/**
 * A scene's background, flat, so that questions can be compared.
 *
 * @param {Scene} scene
 * @returns {{ background: string|null, picture: string|null }}
 */
function behind({ background, pictures }) {
  const picture = pictures?.[background ?? ""] ?? null;
  return { background: background ?? null, picture };
}

/**
 * @param {ReturnType<typeof behind>} behind
 * @returns {Scene}
 */
function sceneOf({ background, picture }) {
  if (background === null) return { objects: [] };
  if (picture === null) return { objects: [], background };
  return { objects: [], background, pictures: { [background]: picture } };
}
