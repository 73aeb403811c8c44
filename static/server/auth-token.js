import { msg } from "@lit/localize";
import { keep, recall } from "../browser/storage.js";
import { DEFLATED } from "./inflate.js";
const KEY = "shiftscope.token";

/** Syntax of a token: the characters allowed in the name of a subprotocol. */
const TOKEN = /^[A-Za-z0-9._~-]{16,256}$/;

/** @type {string|null} */
let inMemory = null;

/** Whether the visitor has dismissed the prompt. */
let declined = false;

/** The token that the visitor has entered, kept until the tab closes; null if none. */
export function token() {
  return recall("session", KEY) ?? inMemory;
}

/** @param {string} entered */
function remember(entered) {
  inMemory = entered;
  // Browsers may forbid storage in frames: the token then lasts as long as the page.
  keep("session", KEY, entered);
}

/**
 * Adds the token to headers, if there is one.
 *
 * @param {Record<string, string>|undefined} headers
 * @param {string|null} known
 */
export function withToken(headers = {}, known) {
  return known ? { ...headers, authorization: `Bearer ${known}` } : headers;
}

/**
 * Subprotocols to offer for the live channel, preferred first. The token is one of them, since
 * browsers cannot set headers of a WebSocket.
 *
 * @param {string|null} known
 */
export function protocols(known) {
  const frames = [DEFLATED, "shiftscope"];
  return known ? [...frames, `bearer.${known}`] : frames;
}

/**
 * Asks the visitor for the server's token.
 *
 * @param {string|null} refused  the token that was sent
 * @returns {boolean}  whether there is another token to try
 */
export function askToken(refused) {
  const known = token();
  // If several requests are refused at once, only one asks.
  if (known !== refused) return known !== null;
  if (declined) return false;
  const question = refused
    ? msg("That is not the server's token. Try another:")
    : msg("This server requires a token:");
  const entered = prompt(question)?.trim();
  declined = !entered;
  if (!entered) return false;
  if (TOKEN.test(entered)) remember(entered);
  return TOKEN.test(entered) || askToken(refused);
}
