import { isOwnId } from "./restore.js";
import { msg } from "@lit/localize";
import { keep, recall } from "../browser/storage.js";
import { isAnswered } from "../state/network-sides.js";
import { fetchCatalogue } from "./api.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */

/** Least time between reloads, ms: servers with different versions would cause a loop. */
const INTERVAL_MS = 60_000;
const KEY = "shiftscope.renewed";

/**
 * Reloads the page if the server has other networks after a lost connection. The permalink restores
 * the state and reports what no longer exists.
 */
export class VersionCheck {
  /**
   * @param {Store} store
   * @param {Card[]} cards  the networks known to the page
   * @param {{ ask?: () => Promise<{ models: Card[] }>, reload?: () => void }} [ways]
   */
  constructor(store, cards, { ask = fetchCatalogue, reload = () => location.reload() } = {}) {
    this.store = store;
    this.known = fingerprint(cards);
    this.ask = ask;
    this.reload = reload;
    /** Whether the connection was lost since the last check. */
    this.broken = false;
    store.on(["link"], () => void this.changed());
  }

  async changed() {
    const link = this.store.get("link");
    if (link.state === "waiting") this.broken = true;
    if (!isAnswered(link) || !this.broken) return;
    this.broken = false;
    try {
      if (fingerprint((await this.ask()).models) === this.known) return;
    } catch {
      // Lost again; the next reconnection repeats the check.
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

/** Of the networks that the server lists, so of none of the visitor's own. @param {Card[]} cards */
function fingerprint(cards) {
  const listed = cards.filter(({ id }) => !isOwnId(id));
  return JSON.stringify(listed.map(({ id, sha256 }) => [id, sha256]));
}

/** Time of the last reload, ms; 0 if unknown. */
function last() {
  return Number(recall("session", KEY));
}

function remember() {
  keep("session", KEY, String(Date.now()));
}
