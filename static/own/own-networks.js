import { msg } from "@lit/localize";
import { LocalisedError, ServerError } from "../state/error-types.js";
import { SIDES } from "../state/network-sides.js";
import { fetchCard, forgetNetwork, sendNetwork } from "../server/upload.js";
import { restoreWith } from "../server/restore.js";
import { digest } from "./digest.js";
import { FileStorage } from "./file-storage.js";
import { readChosen } from "./chosen-files.js";
import { keepUp } from "./keep-up.js";
import { miss, wanted } from "./missing.js";
import { without } from "./present.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card, OwnOptions } from "../types/api.js" */
/** @import { LinkedNetwork, Side } from "../types/state.js" */
/** @import { Progress } from "../server/upload.js" */

/** Errors after which a network is sent again, and how often, at which distance. */
const LATER = new Set(["busy", "rate_limited", "not_ready", "unreachable"]);
const RETRIES_MS = [1_000, 3_000, 10_000];

/**
 * What sends networks, and what keeps their files; tests replace them.
 *
 * @typedef {object} Ways
 * @property {typeof sendNetwork} send
 * @property {typeof fetchCard} fetch
 * @property {typeof forgetNetwork} forget
 * @property {FileStorage} storage
 */

/**
 * How a network is sent. expected: the id of the network that the file is to make; any other is not kept.
 *
 * @typedef {{ signal?: AbortSignal, progress?: Progress, expected?: string }} Call
 */

/**
 * The visitor's own networks: the browser keeps their files, and sends them again when the server has
 * forgotten them.
 */
export class OwnNetworks {
  /**
   * @param {Card[]} cards  of the page, which all panels share; own ones are added
   * @param {Partial<Ways>} [ways]
   */
  constructor(cards, ways = {}) {
    this.cards = cards;
    /** @type {Ways} */
    this.ways = {
      send: sendNetwork,
      fetch: fetchCard,
      forget: forgetNetwork,
      storage: new FileStorage(),
      ...ways,
    };
    /** Networks being sent again, by id. @type {Map<string, Promise<boolean>>} */
    this.restoring = new Map();
    /** The controller of the running transfer. @type {AbortController|null} */
    this.transfer = null;
    /** @type {Store|null} */
    this.store = null;
    /** Fulfilled once the browser's networks are in step. @type {Promise<void>} */
    this.settled = Promise.resolve();
    restoreWith((id) => this.restore(id));
  }

  /** Whether files outlast the page. */
  get lasting() {
    return this.ways.storage.lasting;
  }

  /**
   * Keeps the browser's networks and the store's list of them in step with what is shown and removed, however it
   * came about: undone steps bring networks back, and repeated ones take them away again.
   *
   * @param {Store} store
   */
  async follow(store) {
    this.store = store;
    let before = store.state;
    store.on(["model", "twin", "removed"], () => {
      const [was, now] = [before, store.state];
      before = now;
      this.settled = this.settled.then(() => keepUp(this, was, now));
      // A link may show a network that was removed.
      store.set("removed", without(now.removed, [now.model, now.twin]));
    });
    await this.list();
  }

  async list() {
    this.store?.set("own", await this.ways.storage.all());
  }

  /**
   * Sends a network and keeps it.
   *
   * @param {File[]} files  one, or weights and a card
   * @param {OwnOptions} options  the title and the input's settings are the card's, or guessed, unless given,
   *   or unless a network is expected, which is made with these options and no others
   * @param {Call} [call]
   * @returns {Promise<{ card: Card, guessed: boolean }>}  guessed: whether nobody has said what its input is
   * @throws {Error} if it cannot be read, or is refused
   */
  async bring(files, options, call = {}) {
    const { guessed, ...chosen } = await readChosen(files);
    const file = { ...chosen, hash: await digest(chosen.content) };
    const exact = call.expected !== undefined;
    // A link leaves long lists of classes out.
    const { classes } = chosen.options;
    const all = { ...(exact ? classes && { classes } : chosen.options), ...options };
    const card = await this.send(file, all, call);
    return { card, guessed: guessed && !exact && !options.input };
  }

  /**
   * @param {{ name: string, hash: string, content: ArrayBuffer, card: string|null }} file
   * @param {OwnOptions} options
   * @param {Call} call
   */
  async send({ name, hash, content, card: text }, options, { expected, ...call }) {
    const beside = text === null ? {} : { card: text };
    const card = await this.ways.send(new Blob([content]), options, { ...call, ...beside });
    if (expected !== undefined && card.id !== expected) {
      if (!(await this.ways.storage.get(card.id))) await this.forget(card.id);
      return card;
    }
    this.adopt(card);
    await this.ways.storage.put(
      {
        id: card.id,
        title: card.title,
        file: name,
        bytes: content.byteLength,
        options,
        ...beside,
        hash,
        used: Date.now(),
        listed: true,
      },
      content,
    );
    await this.list();
    return card;
  }

  /**
   * Sends a network with other settings, which makes it another one, and shows that in its place.
   *
   * @param {string} id
   * @param {OwnOptions} options  all of them
   * @param {Call} [call]
   * @returns {Promise<Card>}
   */
  async change(id, options, call = {}) {
    const { storage } = this.ways;
    const stored = await storage.get(id);
    const content = stored && (await storage.file(stored.hash));
    if (!stored || !content) throw new LocalisedError(msg("This browser has the file no more."));
    const { file: name, hash, card: text = null } = stored;
    const file = { name, hash, content, card: text };
    const card = await this.send(file, options, call);
    // The former one can still be gone back to, but is not listed beside its successor.
    if (card.id !== id) await storage.change(id, { listed: false });
    await this.list();
    return card;
  }

  /**
   * The card of a network, which is sent again if the server has it no more.
   *
   * @param {string} id
   * @returns {Promise<Card|null>}  null if nobody has it
   */
  async card(id) {
    const known = this.cards.find((card) => card.id === id);
    if (known) return known;
    try {
      // The request itself has the network sent again.
      const card = await this.ways.fetch(id);
      this.adopt(card);
      await this.ways.storage.change(id, { used: Date.now() });
      return card;
    } catch (error) {
      if (error instanceof ServerError && ["network_gone", "unknown_model"].includes(error.code))
        return null;
      throw error;
    }
  }

  /**
   * Gets the cards of networks that a link names.
   *
   * @param {Omit<LinkedNetwork, "missing">[]} networks
   * @returns {Promise<LinkedNetwork[]>}
   * @throws {ServerError} where the server does not answer
   */
  async summon(networks) {
    return Promise.all(
      networks.map(async (network) => ({
        ...network,
        missing: (await this.card(network.id)) === null,
      })),
    );
  }

  /**
   * Sends a network again. Many may ask at once for the same.
   *
   * @param {string} id
   * @returns {Promise<boolean>}  whether the server has it now
   */
  restore(id) {
    let pending = this.restoring.get(id);
    if (!pending) {
      pending = this.sendAgain(id).finally(() => this.restoring.delete(id));
      this.restoring.set(id, pending);
    }
    return pending;
  }

  /** @param {string} id */
  async sendAgain(id) {
    const { storage, send } = this.ways;
    await this.settled;
    const stored = await storage.get(id);
    const content = stored && (await storage.file(stored.hash));
    if (!stored || !content) {
      this.tellMissing(id, stored?.options);
      return false;
    }
    for (const wait of [...RETRIES_MS, null]) {
      try {
        const { options, card: text } = stored;
        const card = await send(new Blob([content]), options, text ? { card: text } : {});
        this.adopt(card);
        await storage.change(id, { used: Date.now() });
        return card.id === id;
      } catch (error) {
        const later = error instanceof ServerError && LATER.has(error.code);
        if (!later || wait === null) return false;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    return false;
  }

  /**
   * Asks the visitor for the file of a network that is shown and that nobody has any more.
   *
   * @param {string} id
   * @param {OwnOptions} [options]  with which it was sent, if this browser knows
   */
  tellMissing(id, options) {
    const { store } = this;
    const side = store && sideOf(store, id);
    if (!store || !side || wanted(store)?.id === id) return;
    // Nobody has a file of a training's snapshot.
    if (store.get(side)?.training !== undefined) return;
    const linked = store.get("linked").find((network) => network.id === id);
    const title = store.get(side)?.title;
    const known = options ?? linked?.options ?? (title === undefined ? {} : { title });
    miss(store, { side, id, options: known });
  }

  /**
   * Makes the server forget a network. One that cannot be reached forgets it by itself.
   *
   * @param {string} id
   */
  async forget(id) {
    await this.ways.forget(id).catch(() => {});
  }

  /**
   * Adds a network to the page's cards, or replaces its card.
   *
   * @param {Card} card
   */
  adopt(card) {
    const at = this.cards.findIndex(({ id }) => id === card.id);
    if (at < 0) this.cards.push(card);
    else this.cards[at] = card;
  }
}

/**
 * The side that shows a network.
 *
 * @param {Store} store
 * @param {string} id
 * @returns {Side|undefined}
 */
function sideOf(store, id) {
  return SIDES.find((side) => store.get(side)?.id === id);
}
