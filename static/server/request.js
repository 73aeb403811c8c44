import { msg, str } from "@lit/localize";
import { ServerError, LocalisedError } from "../state/error-types.js";
import { HERE } from "./base-url.js";
import { withToken } from "./auth-token.js";
import { isRestored } from "./restore.js";

/** @import { Server } from "./base-url.js" */

/** Requests to the server, with its token, and the errors of its responses. */

/** How often a network is sent again for one request, at most. */
const MOST_RESTORED = 4;

/**
 * A resource.
 *
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @param {Server} [server]
 * @returns {Promise<any>}  its JSON
 * @throws {ServerError|LocalisedError} for an unsuccessful response, or none
 */
export async function getJson(path, signal, server) {
  const response = await ask(path, { signal }, server);
  await check(response);
  return response.json();
}

/**
 * The response to a posted body.
 *
 * @param {string} path
 * @param {unknown} body  sent as JSON
 * @param {AbortSignal} [signal]
 * @param {Server} [server]
 * @throws {ServerError|LocalisedError} for an unsuccessful response, or none
 */
export async function post(path, body, signal, server) {
  const headers = { "content-type": "application/json" };
  const options = { method: "POST", headers, body: JSON.stringify(body), signal };
  const response = await ask(path, options, server);
  await check(response);
  return response;
}

/**
 * Sends a request, with the token if known. A server that requires another token makes the page ask
 * the visitor; to one that keeps the visitor's network no more, the page sends it again.
 *
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string>, body?: BodyInit, signal?: AbortSignal }} [options]
 * @param {Server} [server]
 * @returns {Promise<Response>}
 */
export async function ask(path, options = {}, server = HERE) {
  let response = await askWithToken(path, options, server);
  // Behind a proxy, what is sent may reach another server than the one that lacked it.
  for (let left = MOST_RESTORED; left > 0 && server === HERE; left -= 1) {
    if (!(await isRestored(response, path, options.body))) break;
    response = await askWithToken(path, options, server);
  }
  return response;
}

/**
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string>, body?: BodyInit, signal?: AbortSignal }} options
 * @param {Server} server
 * @returns {Promise<Response>}
 */
async function askWithToken(path, options, server) {
  const sent = server.tokens.known();
  const headers = withToken(options.headers, sent);
  const response = await reach(server.url(path), { ...options, headers });
  const again = response.status === 401 && server.tokens.ask(sent);
  return again ? askWithToken(path, options, server) : response;
}

/**
 * Throws the error of an unsuccessful response.
 *
 * @param {Response} response
 */
export async function check(response) {
  if (response.ok) return;
  const body = await response.json().catch(() => null);
  if (body?.error) throw new ServerError(body.error.code, body.error.message, body.error.where);
  throw new LocalisedError(msg(str`the server answered ${response.status}`));
}

/**
 * @param {string} url
 * @param {RequestInit} options
 */
async function reach(url, options) {
  try {
    return await fetch(url, options);
  } catch (error) {
    // Browsers report a failed connection as a TypeError, and an aborted one as another error.
    throw error instanceof TypeError ? new ServerError("unreachable", error.message) : error;
  }
}
