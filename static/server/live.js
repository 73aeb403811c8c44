import { dequal } from "dequal/lite";
import { onWake } from "../browser/wake.js";
import { errorOf } from "../state/error-types.js";
import { openLive, openPlain } from "./api.js";
import { Exchange } from "./exchange.js";
import { read } from "./frame.js";
import { GONE, restore } from "./restore.js";
import { KEYS } from "../state/network-sides.js";

/** @import { Store } from "../state/store.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { LinkState, Side, AppError } from "../types/state.js" */
/** @import { Channel } from "./exchange.js" */

/**
 * Delays between attempts to open the live channel, ms. The last one repeats, and is short enough that
 * the page is live within 2 s of the server's return.
 */
const RETRY_DELAYS_MS = [250, 500, 1000, 1400];

/** The same while plain requests take its place. */
const BLOCKED_DELAYS_MS = [2_000, 5_000, 10_000, 20_000, 30_000];

/** Close code of the server for an idle connection. */
const IDLE = 4001;

/** @type {{ live: () => Channel, plain: () => Channel }} */
const WAYS = { live: openLive, plain: openPlain };

/** @type {AppError} */
const SENDING_AGAIN = { code: "sending_again", message: "the server gets this network again" };

/**
 * Keeps one side's frame in step with the scene and its network. The live channel is open while that
 * side has a network.
 *
 * After a lost connection it reconnects and sends the newest scene again. While the channel does not
 * open, or opens and says nothing, plain requests take its place if the server answers those; the
 * channel takes over with its first answer.
 */
export class Live {
  /**
   * @param {Store} store
   * @param {Side} [side]
   * @param {{ live: () => Channel, plain: () => Channel }} [ways]  open a channel
   */
  constructor(store, side = "model", ways = WAYS) {
    this.store = store;
    this.side = side;
    this.keys = KEYS[side];
    this.ways = ways;
    /** Whether there is no connection, and none is to be made. */
    this.shut = true;
    /** Numbers of the newest scene that was sent, and of the newest frame that was shown. */
    this.seq = 0;
    this.shown = 0;
    /** Attempts in a row to open the channel that failed. */
    this.failures = 0;
    /** The server's error for the newest scene. @type {AppError|null} */
    this.message = null;
    /** Id of the network that is being sent again. @type {string|null} */
    this.restoring = null;
    /** Over the live channel. @type {Exchange|null} */
    this.live = null;
    /** Over plain requests. @type {Exchange|null} */
    this.plain = null;
    /** Whether plain requests were answered before the last attempt to open the channel. */
    this.proven = false;
    /** Whether the channel failed although they were. */
    this.blocked = false;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    this.ended = new AbortController();
    const { signal } = this.ended;
    const stop = store.on(["scene", side], () => this.changed());
    signal.addEventListener("abort", stop);
    // A laptop that wakes, or a network that returns, reconnects at once.
    onWake(() => this.hurry(), signal);
    this.changed();
  }

  changed() {
    if (!this.store.get(this.side)) return this.close();
    if (this.shut) return this.connect();
    this.live?.changed();
    this.plain?.changed();
  }

  /** Disconnects until the side has a network again. */
  close() {
    this.hangUp();
    this.store.set(this.keys.link, null);
  }

  /** Disconnects for good. */
  end() {
    this.ended.abort();
    this.hangUp();
  }

  hangUp() {
    this.shut = true;
    this.failures = 0;
    this.blocked = false;
    clearTimeout(this.timer);
    this.live?.end();
    this.live = null;
    this.dropPlain();
  }

  dropPlain() {
    this.plain?.end();
    this.plain = null;
  }

  /** Tries to open the live channel. */
  connect() {
    clearTimeout(this.timer);
    this.shut = false;
    this.proven = this.plain?.answered ?? false;
    /** @type {Channel} */
    let channel;
    try {
      channel = this.ways.live();
    } catch {
      // Browsers may lack WebSockets, by their settings.
      return this.lost();
    }
    this.live = new Exchange(channel, {
      next: () => this.next(),
      heard: (data, scene) => {
        this.failures = 0;
        this.blocked = false;
        this.dropPlain();
        this.receive(data, scene);
      },
      late: () => {
        this.standIn();
        if (this.plain?.answered) this.giveUp();
        else this.report();
      },
      ended: (code) => (code === IDLE ? this.rest() : this.lost()),
    });
    this.report();
  }

  /** Stays disconnected until a change. What is shown is still current. */
  rest() {
    clearTimeout(this.timer);
    this.live = null;
    this.dropPlain();
    this.shut = true;
  }

  /** Asks over plain requests while the channel fails. */
  standIn() {
    if (this.plain) return;
    this.plain = new Exchange(this.ways.plain(), {
      next: () => this.next(),
      heard: (data, scene) => this.receivePlain(data, scene),
      late: () => this.report(),
      ended: () => {
        this.plain = null;
        // The server is gone: its return must not wait for the long delays.
        if (this.blocked && !this.live) this.schedule(RETRY_DELAYS_MS);
        this.blocked = false;
        this.report();
      },
    });
  }

  /**
   * @param {ArrayBuffer|string} data
   * @param {Scene|undefined} scene
   */
  receivePlain(data, scene) {
    this.receive(data, scene);
    if (!this.plain?.answered) return;
    // The server answers, so a channel that is silent meanwhile is dead, and one that has failed gets
    // a fair attempt.
    if (this.live?.late) this.giveUp();
    else if (!this.live && !this.blocked) this.connect();
  }

  /** The message with the newest scene. */
  next() {
    const { scene, [this.side]: card } = this.store.state;
    this.seq += 1;
    return { seq: this.seq, model: card?.id ?? "", scene };
  }

  /**
   * @param {ArrayBuffer|string} data
   * @param {Scene|undefined} scene  the scene that it answers
   */
  receive(data, scene) {
    this.message = null;
    try {
      if (typeof data === "string") {
        this.message = errorFrom(JSON.parse(data).error);
        if (this.message?.code === GONE) void this.sendAgain(this.message);
      } else {
        const frame = { ...read(data), scene };
        // A frame of the previous network would be drawn with the wrong card, and one that the other
        // channel has overtaken would be old.
        const current = frame.model === this.store.get(this.side)?.id && frame.seq > this.shown;
        if (current) this.shown = frame.seq;
        if (current) this.store.set(this.keys.frame, frame);
      }
    } catch (error) {
      this.message = errorOf(error);
    }
    this.report();
  }

  /**
   * Sends the network again that the server has no more, then the scene. What is shown stays meanwhile.
   *
   * @param {AppError} refusal
   */
  async sendAgain(refusal) {
    const id = this.store.get(this.side)?.id;
    if (!id) return;
    this.message = SENDING_AGAIN;
    if (this.restoring === id) return;
    this.restoring = id;
    const restored = await restore(id);
    this.restoring = null;
    if (this.ended.signal.aborted || this.store.get(this.side)?.id !== id) return;
    this.message = restored ? null : refusal;
    if (restored) this.changed();
    this.report();
  }

  /** Ends a silent channel. */
  giveUp() {
    this.live?.end();
    this.lost();
  }

  /** The channel is closed, or an attempt to open it has failed. */
  lost() {
    const failed = !this.live?.answered;
    this.live = null;
    if (failed && this.proven && !this.blocked) this.failures = 0;
    if (failed) this.blocked = this.proven;
    if (failed) this.standIn();
    this.schedule(this.blocked ? BLOCKED_DELAYS_MS : RETRY_DELAYS_MS);
    this.report();
  }

  /** @param {number[]} delays  of the next attempt, by the number of failed ones */
  schedule(delays) {
    clearTimeout(this.timer);
    const wait = delays[Math.min(this.failures, delays.length - 1)] ?? 4000;
    this.failures += 1;
    // Jitter, so that clients don't all reconnect to a restarted server at once.
    this.timer = setTimeout(() => this.connect(), wait * (0.75 + Math.random() / 2));
  }

  hurry() {
    if (this.shut) return;
    if (this.live) this.live.probe();
    else this.connect();
  }

  report() {
    const state = this.state();
    const message = state === "live" || state === "plain" ? this.message : null;
    const link = { state, message };
    if (!dequal(this.store.get(this.keys.link), link)) this.store.set(this.keys.link, link);
  }

  /** @returns {LinkState} */
  state() {
    const { live, plain } = this;
    if (live?.answered) return "live";
    if (plain?.answered && this.blocked) return "plain";
    return (live && !live.late) || (plain && !plain.late) ? "connecting" : "waiting";
  }
}

/**
 * The error of a response, in the store's form.
 *
 * @param {AppError|undefined} error
 * @returns {AppError|null}
 */
function errorFrom(error) {
  return error ? { code: error.code ?? null, message: error.message } : null;
}
