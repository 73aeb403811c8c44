import { askToken, token } from "./token.js";

/**
 * The token of a server: the one that is known, and whether there is another to try when it refuses one.
 *
 * @typedef {{ known: () => string|null, ask: (refused: string|null) => boolean }} Tokens
 */

/** @type {Tokens} */
const ASKED = { known: token, ask: askToken };

/** A server of the app: where it lies, and the token that it may want. */
export class Server {
  /**
   * @param {string} base  the URL of its page, which all others are relative to, so that it works
   *   under any path prefix
   * @param {Tokens} [tokens]  the visitor is asked, unless it says otherwise
   */
  constructor(base, tokens = ASKED) {
    this.base = base;
    this.tokens = tokens;
  }

  /** @param {string} path */
  url(path) {
    return new URL(path, this.base).href;
  }

  /** The URL of the live channel. */
  get live() {
    const url = new URL("api/live", this.base);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return url.href;
  }
}

/** The server that the page itself came from. */
export const HERE = new Server(document.baseURI);
