import { msg } from "@lit/localize";
import { DEFLATED } from "./inflate.js";
const KEY = "shiftscope.token";

/** What a token looks like; it is the name of a subprotocol too, which takes no other characters. */
const TOKEN = /^[A-Za-z0-9._~-]{16,256}$/;

/** @type {string|null} */
let kept = null;

/** Whether the visitor was asked, and gave none. */
let declined = false;

/** The server's token, where the visitor was asked for it; kept for as long as the tab. */
export function token() {
  try {
    return sessionStorage.getItem(KEY) ?? kept;
  } catch {
    return kept;
  }
}

/** @param {string} given */
function keep(given) {
  kept = given;
  try {
    sessionStorage.setItem(KEY, given);
  } catch {
    // In a frame a browser may forbid it: then it is kept for as long as the page.
  }
}

/**
 * Headers with the token, where there is one.
 *
 * @param {Record<string, string>|undefined} headers
 * @param {string|null} known
 */
export function withToken(headers = {}, known) {
  return known ? { ...headers, authorization: `Bearer ${known}` } : headers;
}

/**
 * The subprotocols of the live channel, the best first. The token is one of them, since a browser
 * cannot send a header with a WebSocket.
 *
 * @param {string|null} known
 */
export function protocols(known) {
  const frames = [DEFLATED, "shiftscope"];
  return known ? [...frames, `bearer.${known}`] : frames;
}

/**
 * Asks the visitor for the token that the server wants; true when there is another one to try.
 *
 * @param {string|null} refused  the one that was sent
 * @returns {boolean}
 */
export function askToken(refused) {
  const known = token();
  // Of several requests that were refused at once, one asks.
  if (known !== refused) return known !== null;
  if (declined) return false;
  const words = refused
    ? msg("That is not the server's token. Try another:")
    : msg("The server computes for those alone who know its token:");
  const given = prompt(words)?.trim();
  declined = !given;
  if (!given) return false;
  if (TOKEN.test(given)) keep(given);
  return TOKEN.test(given) || askToken(refused);
}
