import { DEFLATED, inflate } from "./inflate.js";

/** @import { Scene } from "../types/api.js" */

/**
 * A way to the server, with a WebSocket's properties and events: scenes go out as text, frames come in
 * as binary messages, and errors as text. The live channel is one, plain requests are another.
 *
 * @typedef {object} Channel
 * @property {number} readyState  a WebSocket's; it takes a message while it is `OPEN`
 * @property {string} protocol
 * @property {BinaryType} binaryType
 * @property {((event: any) => any)|null} onopen  it takes messages, again after a pause
 * @property {((event: any) => any)|null} onmessage  `again`: the scene is to be sent once more
 * @property {((event: any) => any)|null} onclose
 * @property {(text: string) => void} send
 * @property {() => void} close
 *
 * @typedef {object} Client  whoever talks over a channel
 * @property {() => { seq: number, model: string, scene: Scene }} next  the newest scene, as a message
 * @property {(data: ArrayBuffer|string, scene: Scene|undefined) => void} heard  an answer to a scene
 * @property {() => void} late  no answer for a while
 * @property {(code: number) => void} ended  it is closed, or silent for too long; not by `end`
 */

/** A WebSocket's `readyState` while it takes messages. */
export const OPEN = 1;

/** Time without a connection or an answer after which an exchange is late, ms. */
export const LATE_MS = 3_000;

/** The same after which it counts as dead, ms. */
const DEAD_MS = 10_000;

/** The same if it was asked whether it lives still. */
const PROBE_MS = 1_000;

/** Close code where nothing was heard. */
const SILENT = 1006;

/**
 * Scenes and their answers over one channel. One scene is in flight at a time, and only the newest
 * waits, so a drag never queues up.
 */
export class Exchange {
  /**
   * @param {Channel} channel
   * @param {Client} client
   */
  constructor(channel, client) {
    this.channel = channel;
    this.client = client;
    /** Whether the newest scene is not sent yet. */
    this.stale = true;
    /** Whether a scene is in flight. */
    this.busy = false;
    /** The scene in flight, or the last one. @type {Scene|undefined} */
    this.sent = undefined;
    /** Whether it has ever answered a scene. */
    this.answered = false;
    /** Whether an answer is overdue. */
    this.late = false;
    this.over = false;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    channel.binaryType = "arraybuffer";
    channel.onopen = () => this.send();
    channel.onmessage = ({ data, again = false }) => {
      const compressed = channel.protocol === DEFLATED && typeof data !== "string";
      const receive = (/** @type {ArrayBuffer|string} */ content) => this.receive(content, again);
      // Data that is not compressed is read unchanged, which reports a broken frame.
      if (compressed) inflate(data).then(receive, () => receive(data));
      else receive(data);
    };
    channel.onclose = ({ code }) => this.fail(code);
    this.expect(LATE_MS, DEAD_MS);
  }

  /** There is a newer scene. */
  changed() {
    this.stale = true;
    this.send();
  }

  /** Sends the newest scene, unless one is in flight: its answer then sends the next. */
  send() {
    if (this.over || !this.stale || this.busy || this.channel.readyState !== OPEN) return;
    this.stale = false;
    this.busy = true;
    const message = this.client.next();
    this.sent = message.scene;
    this.channel.send(JSON.stringify(message));
    this.expect(LATE_MS, DEAD_MS);
  }

  /** Finds out soon whether the channel still lives. */
  probe() {
    if (this.channel.readyState !== OPEN) return;
    this.changed();
    this.expect(PROBE_MS, PROBE_MS);
  }

  /**
   * Waits for an answer.
   *
   * @param {number} late  ms
   * @param {number} dead  ms
   */
  expect(late, dead) {
    clearTimeout(this.timer);
    this.late = false;
    this.timer = setTimeout(() => {
      this.late = true;
      this.client.late();
      // The client may have ended it.
      if (this.over) return;
      this.timer = setTimeout(() => this.fail(SILENT), dead - late);
    }, late);
  }

  /**
   * @param {ArrayBuffer|string} data
   * @param {boolean} again
   */
  receive(data, again) {
    if (this.over) return;
    clearTimeout(this.timer);
    this.busy = false;
    this.late = false;
    this.stale ||= again;
    this.answered ||= !again;
    this.client.heard(data, this.sent);
    this.send();
  }

  /** @param {number} code */
  fail(code) {
    if (this.over) return;
    this.end();
    this.client.ended(code);
  }

  /** Closes the channel; nothing more is heard from it. */
  end() {
    this.over = true;
    clearTimeout(this.timer);
    // Closing a dead connection can take minutes; nobody waits for it.
    this.channel.close();
  }
}
