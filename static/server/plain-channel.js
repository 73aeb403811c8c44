import { OPEN } from "./exchange.js";
import { ask } from "./request.js";

/** @import { Server } from "./base-url.js" */

/** Least time between an answer and the next request, ms; after a slow answer it is as long as that took. */
const PAUSE_MS = 100;
/** Longest such time, ms. */
const MOST_MS = 2_000;

/** What a busy server is given that does not say when to ask again, and at most, s. */
const BUSY_S = 5;
const MOST_BUSY_S = 60;

/** `readyState` of a WebSocket that takes no messages yet, or none any more. */
const CONNECTING = 0;
const CLOSED = 3;

/** Statuses of errors that answer a scene. */
const ANSWERS = new Set([400, 404, 413, 422, 500]);
/** Statuses of a server that wants to be asked later. */
const LATER = new Set([429, 503]);

/**
 * Frames over plain requests, one after the other, with a WebSocket's properties and events: see
 * `Channel`. After each answer it takes no message for a while, so that it asks for half of the time at
 * most.
 */
export class PlainChannel {
  /** @param {Server} server */
  constructor(server) {
    this.server = server;
    this.readyState = CONNECTING;
    this.protocol = "";
    this.binaryType = /** @type {BinaryType} */ ("arraybuffer");
    /** @type {((event: {}) => void)|null} */
    this.onopen = null;
    /** @type {((event: { data: ArrayBuffer|string, again: boolean }) => void)|null} */
    this.onmessage = null;
    /** @type {((event: { code: number }) => void)|null} */
    this.onclose = null;
    this.closing = new AbortController();
    this.timer = setTimeout(() => this.open());
  }

  open() {
    this.readyState = OPEN;
    this.onopen?.({});
  }

  /** @param {string} text  a message of the live channel */
  send(text) {
    this.readyState = CONNECTING;
    void this.request(text);
  }

  /** @param {string} text */
  async request(text) {
    const { signal } = this.closing;
    const headers = { "content-type": "application/json" };
    const begun = performance.now();
    /** @type {Awaited<ReturnType<typeof answerOf>>} */
    let answer = null;
    try {
      answer = await answerOf(
        await ask("api/frame", { method: "POST", headers, body: text, signal }, this.server),
      );
    } catch {
      // Not reached, or not to the end.
    }
    if (signal.aborted) return;
    if (!answer) {
      this.close();
      this.onclose?.({ code: 1006 });
      return;
    }
    const took = performance.now() - begun;
    const pause = answer.wait ?? Math.min(Math.max(took, PAUSE_MS), MOST_MS);
    this.timer = setTimeout(() => this.open(), pause);
    this.onmessage?.({ data: answer.data, again: answer.wait !== null });
  }

  close() {
    this.readyState = CLOSED;
    clearTimeout(this.timer);
    this.closing.abort();
  }
}

/**
 * What a response says of the scene; null if it is no answer of the app.
 *
 * @param {Response} response
 * @returns {Promise<{ data: ArrayBuffer|string, wait: number|null }|null>}  wait: ms after which the
 *   scene is to be sent again
 */
async function answerOf(response) {
  if (response.ok) return { data: await response.arrayBuffer(), wait: null };
  const data = await response.text();
  const code = codeOf(data);
  // Some proxies answer every address that they do not know in the app's shape.
  if (code === null || code === "not_found") return null;
  if (ANSWERS.has(response.status)) return { data, wait: null };
  if (!LATER.has(response.status)) return null;
  const seconds = Number(response.headers.get("retry-after")) || BUSY_S;
  return { data, wait: 1000 * Math.min(seconds, MOST_BUSY_S) };
}

/**
 * The code of an error in the app's shape; null if the text is another.
 *
 * @param {string} text
 * @returns {string|null}
 */
function codeOf(text) {
  try {
    return JSON.parse(text).error.code ?? null;
  } catch {
    return null;
  }
}
