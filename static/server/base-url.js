import { askToken, token } from "./auth-token.js";

/**
 * The token of a server: the known one, and a way to get another after a refusal.
 *
 * @typedef {{ known: () => string|null, ask: (refused: string|null) => boolean }} Tokens
 */

/** @type {Tokens} */
const ASKED = { known: token, ask: askToken };

/** A server of the app: its base URL, and the token that it may require. */
export class Server {
  /**
   * @param {string} base  URL of its page; all others are relative to it, so that the app works under
   *   any path prefix
   * @param {Tokens} [tokens]  default: asks the visitor
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

/** The server of this page. */
export const HERE = new Server(document.baseURI);
