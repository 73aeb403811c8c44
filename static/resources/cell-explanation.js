import { troubleOf } from "../state/errors.js";
import { fetchCell } from "../server/api.js";
import { fits, samePin } from "../network/cell-ref.js";
import { KEYS } from "../state/sides.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card, Scene } from "../types/api.js" */
/** @import { Pin } from "../types/state.js" */

/** How long a cell must be pointed at before it is asked for, ms; one that is pinned is at once. */
const PATIENCE = 60;
/** From one request to the next at least, ms: live frames come from the same threads. */
const PAUSE = 100;

/**
 * Keeps the explanation in step with the cell that is pinned, else with the one that is selected,
 * and with the scene.
 *
 * One request is under way at a time, and only the newest waits: during a drag the explanation
 * follows as quickly as it is answered. A request for a cell that nobody looks at any more is
 * dropped.
 */
export class Microscope {
  /**
   * @param {Store} store
   * @param {typeof fetchCell} [fetch]
   */
  constructor(store, fetch = fetchCell) {
    this.store = store;
    this.fetch = fetch;
    /** @type {{ pin: Pin, card: Card, under: AbortController }|null} */
    this.asked = null;
    /** What was answered last, well or badly. @type {{ pin: Pin, card: Card, scene: Scene }|null} */
    this.done = null;
    this.sent = -PAUSE;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    store.on(["pinnedCell", "selection", "scene"], () => this.update());
    store.on(["model", "twin"], () => this.changed());
    // What could not be asked while there was no connection is asked when there is one again.
    store.on(["link", "twinLink"], () => {
      const explained = store.get("explained");
      if (!explained?.problem || store.get(KEYS[explained.pin.side].link)?.state !== "live") return;
      this.done = null;
      this.update();
    });
    // An address may have pinned a cell.
    this.update();
  }

  /** Another network may have no such cell. */
  changed() {
    const pin = this.store.get("pinnedCell");
    const card = pin && this.store.get(pin.side);
    if (pin && !(card && fits(card, pin))) this.store.set("pinnedCell", null);
    else this.update();
  }

  /** The cell to explain, and the network that it belongs to. */
  wanted() {
    const { pinnedCell, selection } = this.store.state;
    const pin = pinnedCell ?? selection.cell;
    const card = pin && this.store.get(pin.side);
    return pin && card && fits(card, pin) ? { pin, card } : null;
  }

  update() {
    const wanted = this.wanted();
    const { asked, done, store } = this;
    if (asked && !same(asked, wanted)) {
      asked.under.abort();
      this.asked = null;
    }
    if (!wanted) {
      this.done = null;
      clearTimeout(this.timer);
      this.timer = undefined;
      store.set("explained", null);
      return;
    }
    // The answer that is under way looks again for what is wanted then.
    if (this.asked || (same(done, wanted) && done?.scene === store.get("scene"))) return;
    const pinned = store.get("pinnedCell") !== null;
    // To point elsewhere begins the wait anew; a drag does not, or it would never end.
    if (pinned && this.timer !== undefined) return;
    clearTimeout(this.timer);
    const pause = Math.max(this.sent + PAUSE - Date.now(), 0);
    this.timer = setTimeout(() => this.ask(), pinned ? pause : Math.max(pause, PATIENCE));
  }

  async ask() {
    this.timer = undefined;
    const wanted = this.wanted();
    if (!wanted) return;
    const scene = this.store.get("scene");
    const asked = { ...wanted, under: new AbortController() };
    this.asked = asked;
    this.sent = Date.now();
    let answer = null;
    let problem = null;
    try {
      answer = await this.fetch(asked.card.id, scene, asked.pin, asked.under.signal);
    } catch (error) {
      problem = troubleOf(error);
    }
    if (asked.under.signal.aborted) return;
    this.asked = null;
    this.done = { ...wanted, scene };
    this.store.set("explained", { pin: asked.pin, scene, answer, problem });
    this.update();
  }
}

/**
 * @param {{ pin: Pin, card: Card }|null} a
 * @param {{ pin: Pin, card: Card }|null} b
 */
function same(a, b) {
  return a !== null && b !== null && a.card === b.card && samePin(a.pin, b.pin);
}
