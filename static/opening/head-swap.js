import { answered, exchange } from "./head-exchange.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Verdicts } from "./head-exchange.js" */

/**
 * What the screen does for a swap.
 *
 * @typedef {object} Stage
 * @property {() => Promise<unknown>} redraw  draws the answers that the swap shows
 * @property {() => Promise<Animation[]>} fly  moves each answer to the other network
 * @property {() => void} done  called when the networks have their heads and no press is waiting
 */

/**
 * Swaps the networks' heads: lets them fly across, then exchanges them. A press meanwhile is kept and
 * done next; another one takes it back, so that the heads are always where the presses put them.
 */
export class HeadSwap {
  /**
   * @param {Context} context
   * @param {Stage} stage
   */
  constructor(context, stage) {
    this.context = context;
    this.stage = stage;
    /** Answers that are shown while the heads fly, before those of the new networks. @type {Verdicts|null} */
    this.kept = null;
    /** Whether another swap is wanted after this one. */
    this.again = false;
    /** The swap under way. @type {Promise<void>|null} */
    this.running = null;
    /** Counts the times that it was ended. */
    this.ends = 0;
  }

  /**
   * @returns {Promise<void>}  resolves when the heads rest
   */
  press() {
    if (this.running) {
      this.again = !this.again;
      return this.running;
    }
    this.again = true;
    this.running = this.run();
    return this.running;
  }

  async run() {
    const { ends } = this;
    while (this.again && ends === this.ends) {
      this.again = false;
      await this.swap(() => ends === this.ends);
    }
    if (ends !== this.ends) return;
    this.running = null;
    this.stage.done();
  }

  /**
   * One swap, from the answers of the networks before it.
   *
   * @param {() => boolean} goes  whether it still goes on
   */
  async swap(goes) {
    // The object may have moved just now.
    this.kept = await answered(this.context.store);
    if (!goes()) return;
    await this.stage.redraw();
    const flying = this.kept ? await this.stage.fly() : [];
    if (goes()) await exchange(this.context);
    if (goes()) this.kept = null;
    await this.stage.redraw();
    for (const animation of flying) animation.cancel();
  }

  /** Leaves the heads where they are. */
  end() {
    this.ends += 1;
    this.kept = this.running = null;
    this.again = false;
  }
}
