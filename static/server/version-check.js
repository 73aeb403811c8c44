import { msg } from "@lit/localize";
import { fetchCatalogue } from "./api.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */

/** A page that was loaded anew so shortly before, ms, is met by servers that do not agree. */
const INTERVAL_MS = 60_000;
const KEY = "shiftscope.renewed";

/**
 * Loads the page anew when the server that comes back after a break has other networks: the permalink
 * has all that is shown, and tells what is no longer there.
 */
export class VersionCheck {
  /**
   * @param {Store} store
   * @param {Card[]} cards  that the page knows
   * @param {{ ask?: () => Promise<{ models: Card[] }>, reload?: () => void }} [ways]
   */
  constructor(store, cards, { ask = fetchCatalogue, reload = () => location.reload() } = {}) {
    this.store = store;
    this.known = fingerprint(cards);
    this.ask = ask;
    this.reload = reload;
    /** Whether the connection was lost since the networks were looked at. */
    this.broken = false;
    store.on(["link"], () => void this.changed());
  }

  async changed() {
    const { state } = this.store.get("link");
    if (state === "waiting") this.broken = true;
    if (state !== "live" || !this.broken) return;
    this.broken = false;
    try {
      if (fingerprint((await this.ask()).models) === this.known) return;
    } catch {
      // Lost again; the next time it comes back will do.
      this.broken = true;
      return;
    }
    if (Date.now() - last() < INTERVAL_MS) {
      const text = msg("The server has other networks now. Load the page again to see them.");
      this.store.set("notice", text);
      return;
    }
    remember();
    this.reload();
  }
}

/** @param {Card[]} cards */
function fingerprint(cards) {
  return JSON.stringify(cards.map(({ id, sha256 }) => [id, sha256]));
}

/** When the page was loaded anew last, ms; 0 where nothing is known of it. */
function last() {
  try {
    return Number(sessionStorage.getItem(KEY));
  } catch {
    return 0;
  }
}

function remember() {
  try {
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    // A browser that keeps nothing may load the page once more.
  }
}
