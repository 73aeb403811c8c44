import { fetchCell } from "../server/api.js";
import { fits } from "../network/cell-ref.js";
import { Resource } from "./resource.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card, Scene } from "../types/api.js" */
/** @import { Pin, State } from "../types/state.js" */

/** @typedef {Pin & { card: Card, scene: Scene }} Question */

/** How long a cell must be pointed at before it is asked for, ms; a pinned one is at once. */
const DEBOUNCE_MS = 60;
/** Between two requests at least, ms: live frames come from the same threads. */
const PAUSE_MS = 100;

/**
 * The API's explanation of the pinned cell, else of the selected one, for the scene. A pin is removed
 * when its network has no such cell.
 *
 * @param {Store} store
 * @param {typeof fetchCell} [fetch]
 */
export function cellExplanationResource(store, fetch = fetchCell) {
  store.on(["model", "twin"], () => {
    const { pinnedCell: pin } = store.state;
    const card = pin && store.get(pin.side);
    if (pin && !(card && fits(card, pin))) store.set("pinnedCell", null);
  });
  return new Resource(store, {
    key: "explained",
    watch: ["pinnedCell", "selection", "scene", "model", "twin"],
    question,
    wait: () => (store.get("pinnedCell") ? 0 : DEBOUNCE_MS),
    pause: PAUSE_MS,
    follows: ["scene"],
    fetch: ({ card, scene, ...pin }, signal) => fetch(card.id, scene, pin, signal),
    value: ({ card: _, scene, ...pin }, { result, failure }, was) =>
      result || failure ? { pin, scene, response: result, problem: failure } : was,
    empty: null,
  });
}

/**
 * @param {State} state
 * @returns {Question|null}
 */
function question({ pinnedCell, selection, scene, ...cards }) {
  const pin = pinnedCell ?? selection.cell;
  const card = pin && cards[pin.side];
  return pin && card && fits(card, pin) ? { ...pin, card, scene } : null;
}
