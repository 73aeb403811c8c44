import { dequal } from "dequal/lite";
import { errorOf } from "../state/error-types.js";
import { openLive } from "./api.js";
import { read } from "./frame.js";
import { DEFLATED, inflate } from "./inflate.js";
import { KEYS } from "../state/network-sides.js";

/** @import { Store } from "../state/store.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { Link, Side, AppError } from "../types/state.js" */

/**
 * Delays between attempts to reconnect, ms. The last one repeats, and is short enough that the page
 * is live within 2 s of the server's return.
 */
const RETRY_DELAYS_MS = [250, 500, 1000, 1400];

/** Close code of the server for an idle connection. */
const IDLE = 4001;

/** Time without a connection or a response after which a socket counts as dead, ms. */
const SILENCE_MS = 10_000;

/**
 * Keeps one side's frame in step with the scene and its network. The socket is open while that side
 * has a network.
 *
 * One scene is in flight at a time, and only the newest waits, so a drag never queues up. After a
 * lost connection it reconnects and sends the newest scene again.
 */
export class Live {
  /**
   * @param {Store} store
   * @param {Side} [side]
   * @param {() => WebSocket} [open]
   */
  constructor(store, side = "model", open = openLive) {
    this.store = store;
    this.side = side;
    this.keys = KEYS[side];
    this.open = open;
    /** Whether there is no connection, and none is to be made. */
    this.shut = true;
    this.seq = 0;
    /** The scene in flight, or the last one. @type {Scene|undefined} */
    this.sent = undefined;
    this.failures = 0;
    this.busy = false;
    this.stale = true;
    /** @type {WebSocket|null} */
    this.socket = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    this.ended = new AbortController();
    const { signal } = this.ended;
    const stop = store.on(["scene", side], () => this.changed());
    signal.addEventListener("abort", stop);
    // A laptop that wakes, or a network that returns, reconnects at once.
    addEventListener("online", () => this.hurry(), { signal });
    const seen = () => !document.hidden && this.hurry();
    document.addEventListener("visibilitychange", seen, { signal });
    this.changed();
  }

  connect() {
    clearTimeout(this.timer);
    this.shut = false;
    this.report("connecting");
    const socket = this.open();
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.expect(socket);
    socket.onopen = () => {
      if (socket !== this.socket) return;
      this.busy = false;
      this.stale = true;
      this.send();
    };
    const receive = (/** @type {ArrayBuffer|string} */ data) => {
      if (socket === this.socket) this.receive(data);
    };
    socket.onmessage = ({ data }) => {
      const compressed = socket.protocol === DEFLATED && typeof data !== "string";
      // Data that is not compressed is read unchanged, which reports a broken frame.
      if (compressed) inflate(data).then(receive, () => receive(data));
      else receive(data);
    };
    socket.onclose = ({ code }) => {
      if (socket !== this.socket) return;
      if (code === IDLE) this.rest();
      else this.lost();
    };
  }

  changed() {
    this.stale = true;
    if (!this.store.get(this.side)) this.close();
    else if (this.shut) this.connect();
    else this.send();
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
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    this.busy = false;
    this.failures = 0;
    socket?.close();
  }

  /** Stays disconnected until a change. What is shown is still current. */
  rest() {
    clearTimeout(this.timer);
    this.socket = null;
    this.busy = false;
    this.shut = true;
  }

  /** Sends the newest scene, unless one is in flight: its response then sends the next. */
  send() {
    const socket = this.socket;
    if (!this.stale || this.busy || socket?.readyState !== WebSocket.OPEN) return;
    this.stale = false;
    this.busy = true;
    this.seq += 1;
    const { scene, [this.side]: card } = this.store.state;
    this.sent = scene;
    socket.send(JSON.stringify({ seq: this.seq, model: card?.id, scene }));
    this.expect(socket);
  }

  /**
   * Gives up a connection without a response in time.
   *
   * @param {WebSocket} socket
   */
  expect(socket) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      // Closing a dead connection can take minutes, so don't wait for it.
      socket.close();
      if (socket === this.socket) this.lost();
    }, SILENCE_MS);
  }

  /** @param {ArrayBuffer|string} data */
  receive(data) {
    clearTimeout(this.timer);
    this.failures = 0;
    this.busy = false;
    /** @type {AppError|null} */
    let message = null;
    try {
      if (typeof data === "string") {
        message = errorFrom(JSON.parse(data).error);
      } else {
        const frame = { ...read(data), scene: this.sent };
        // A frame of the previous network would be drawn with the wrong card.
        if (frame.model === this.store.get(this.side)?.id) this.store.set(this.keys.frame, frame);
      }
    } catch (error) {
      message = errorOf(error);
    }
    this.report("live", message);
    this.send();
  }

  lost() {
    clearTimeout(this.timer);
    this.socket = null;
    this.busy = false;
    this.report("waiting");
    const wait = RETRY_DELAYS_MS[Math.min(this.failures, RETRY_DELAYS_MS.length - 1)] ?? 4000;
    this.failures += 1;
    // Jitter, so that clients don't all reconnect to a restarted server at once.
    this.timer = setTimeout(() => this.connect(), wait * (0.75 + Math.random() / 2));
  }

  hurry() {
    if (this.socket === null && !this.shut) this.connect();
  }

  /**
   * @param {Link["state"]} state
   * @param {AppError|null} [message]
   */
  report(state, message = null) {
    const was = this.store.get(this.keys.link);
    if (dequal(was, { state, message })) return;
    this.store.set(this.keys.link, { state, message });
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
