import { sameTraining } from "../network/same-training.js";
import { present } from "../own/present.js";
import { ServerError, errorOf } from "../state/error-types.js";
import { TRAININGS } from "./training-keys.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card, Sprite } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */

/** @typedef {{ store: Store, cards: Card[], palette: Map<string, Sprite> }} Home  the page's state and networks */

/** Errors of a server that holds a snapshot's network no more. */
const GONE = new Set(["network_gone", "unknown_model"]);

/**
 * The snapshot that a side shows of its training: the newest, or the one that the visitor views. All of them
 * have one architecture, so the figure stays as it is but for its values. A visitor who has gone to another
 * network meanwhile is not brought back.
 */
export class SnapshotView {
  /**
   * @param {Home} home
   * @param {Side} side
   * @param {string} tag  names the training on this page
   * @param {(id: string) => Promise<Card>} fetch
   */
  constructor(home, side, tag, fetch) {
    this.home = home;
    this.side = side;
    this.tag = tag;
    this.fetch = fetch;
    /** The network shown when the training began: the first snapshot takes its place. */
    this.former = home.store.get(side);
    this.busy = false;
    this.stop = home.store.on([side, TRAININGS[side]], () => void this.update());
    this.ended = false;
  }

  /** Shows nothing more. */
  end() {
    this.ended = true;
    this.stop();
  }

  /** Shows the wanted snapshot, from whichever network. */
  summon() {
    this.former = this.home.store.get(this.side);
    void this.update();
  }

  /** Whether the side shows this training, or what its first snapshot is to replace. */
  get isShown() {
    const card = this.home.store.get(this.side);
    const { snapshots } = this.training;
    if (card === this.former) return true;
    return card?.training === this.tag || snapshots.some(({ model }) => model === card?.id);
  }

  get training() {
    const training = this.home.store.get(TRAININGS[this.side]);
    return training ?? { snapshots: [], viewed: null };
  }

  /** The snapshot to show; undefined before the first. */
  get wanted() {
    const { snapshots, viewed } = this.training;
    return snapshots.at(viewed ?? -1);
  }

  /**
   * A snapshot's card; null, and the snapshot is marked, if the server holds its network no more.
   *
   * @param {string} id
   * @returns {Promise<Card|null>}
   */
  async asked(id) {
    try {
      return { ...(await this.fetch(id)), training: this.tag };
    } catch (error) {
      if (!(error instanceof ServerError && GONE.has(error.code))) throw error;
      const { store } = this.home;
      const training = store.get(TRAININGS[this.side]);
      if (this.ended || !training) return null;
      const snapshots = training.snapshots.map((one) =>
        one.model === id ? { ...one, gone: /** @type {const} */ (true) } : one,
      );
      store.set(TRAININGS[this.side], { ...training, snapshots });
      return null;
    }
  }

  /** Brings the side in step: one request at a time, and the newest snapshot wins. */
  async update() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let id = this.missing; id !== undefined; id = this.missing) {
        const card = this.known(id) ?? (await this.asked(id));
        if (card && !this.ended && this.isShown && this.wanted?.model === id) this.show(card);
      }
    } catch (error) {
      if (!this.ended) this.home.store.set("notice", { error: errorOf(error) });
    } finally {
      this.busy = false;
    }
  }

  /** Id of the snapshot to show, unless it is shown already or is not to be; then undefined. */
  get missing() {
    const { wanted } = this;
    if (this.ended || !wanted || wanted.gone || !this.isShown) return undefined;
    const card = this.home.store.get(this.side);
    return card?.id === wanted.model && card.training === this.tag ? undefined : wanted.model;
  }

  /** @param {string} id */
  known(id) {
    return this.home.cards.find((card) => card.id === id && card.training === this.tag);
  }

  /** @param {Card} card */
  show(card) {
    const { home, side } = this;
    const { store, cards } = home;
    const at = cards.findIndex(({ id }) => id === card.id);
    if (at < 0) cards.push(card);
    else cards[at] = card;
    const before = store.get(side);
    this.former = null;
    // The last frame stays until that of this snapshot is there, so that nothing flickers.
    if (sameTraining(before, card) || before?.id === card.id) store.set(side, card);
    else present(home, side, card);
    this.drop();
  }

  /** Takes snapshots out of the page's networks that nobody sees or uses; the server has them still. */
  drop() {
    const { store, cards } = this.home;
    const used = [
      store.get("model").id,
      store.get("twin")?.id,
      this.training.snapshots.at(-1)?.model,
      ...store.get("sweepSettings").networks,
    ];
    for (let i = cards.length - 1; i >= 0; i--)
      if (cards[i]?.training === this.tag && !used.includes(cards[i]?.id)) cards.splice(i, 1);
  }
}
