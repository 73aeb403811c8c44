import { floats, message } from "../examples.js";

/** A fake socket that tests open, close and send messages from. */
export class Socket {
  constructor() {
    /** @type {{ seq: number, model: string, scene: unknown }[]} */
    this.sent = [];
    this.readyState = /** @type {number} */ (WebSocket.CONNECTING);
    this.protocol = "";
    this.binaryType = /** @type {BinaryType} */ ("blob");
    this.onopen = () => {};
    this.onclose = (/** @type {{ code: number }} */ _event) => {};
    this.onmessage = (/** @type {{ data: unknown, again?: boolean }} */ _event) => {};
  }
  open() {
    this.readyState = WebSocket.OPEN;
    this.onopen();
  }
  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  /** @param {number} seq */
  respond(seq, model = "small") {
    const scores = { dtype: "F32", shape: [2], bytes: floats([1, 0]) };
    const none = { shape: [0], bytes: new Uint8Array() };
    const links = {
      "links.cells": { dtype: "I32", ...none },
      "links.units": { dtype: "I32", ...none },
      "links.contributions": { dtype: "F32", ...none },
    };
    this.onmessage({ data: message({ scores, ...links }, { seq: String(seq), model }) });
  }
  close(code = 1006) {
    this.readyState = WebSocket.CLOSED;
    this.onclose({ code });
  }
}

/**
 * A function that opens fake sockets, and notes them.
 *
 * @param {Socket[]} into
 */
export const opening = (into) => () => {
  const socket = new Socket();
  into.push(socket);
  return socket;
};
