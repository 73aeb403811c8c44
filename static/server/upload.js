import { ServerError } from "../state/error-types.js";
import { HERE } from "./base-url.js";
import { withToken } from "./auth-token.js";
import { ask, check } from "./request.js";

/** @import { Card, OwnOptions } from "../types/api.js" */
/** @import { Server } from "./base-url.js" */

/** @typedef {(sent: number, total: number) => void} Progress  bytes of the request's body */

/**
 * Sends a visitor's own network.
 *
 * @param {Blob} file
 * @param {OwnOptions} options
 * @param {{ signal?: AbortSignal, progress?: Progress, card?: string, server?: Server }} [call]  card: JSON
 *   beside weights in safetensors
 * @returns {Promise<Card>}
 * @throws {ServerError} if it is refused, with the server's reason
 */
export async function sendNetwork(file, options, call = {}) {
  const { signal, progress, card, server = HERE } = call;
  const body = new FormData();
  // Not under its own name, which is nobody's business; the title is in the options.
  body.set("file", new File([file], "network", { type: "application/octet-stream" }));
  body.set("options", JSON.stringify(options));
  if (card !== undefined) body.set("card", card);
  const response = await upload("api/models", body, signal, progress, server);
  await check(response);
  return response.json();
}

/**
 * @param {string} id
 * @returns {Promise<Card>}
 */
export async function fetchCard(id) {
  const response = await ask(`api/models/${encodeURIComponent(id)}`);
  await check(response);
  return response.json();
}

/**
 * Makes the server forget a visitor's network.
 *
 * @param {string} id
 */
export async function forgetNetwork(id) {
  // Not by `ask`, which would send a forgotten network again.
  const headers = withToken(undefined, HERE.tokens.known());
  await fetch(HERE.url(`api/models/${encodeURIComponent(id)}`), { method: "DELETE", headers });
}

/**
 * Posts a body. It is an XMLHttpRequest, since `fetch` does not report how much of a body was sent.
 *
 * @param {string} path
 * @param {FormData} body
 * @param {AbortSignal|undefined} signal
 * @param {Progress|undefined} progress
 * @param {Server} server
 * @returns {Promise<Response>}
 */
async function upload(path, body, signal, progress, server) {
  const sent = server.tokens.known();
  /** @type {Response} */
  const response = await new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open("POST", server.url(path));
    for (const [name, value] of Object.entries(withToken(undefined, sent)))
      request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => progress?.(loaded, total);
    request.onload = () => resolve(new Response(request.response, { status: request.status }));
    request.onerror = () => reject(new ServerError("unreachable", "the connection failed"));
    request.onabort = () => reject(signal?.reason);
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
  const again = response.status === 401 && server.tokens.ask(sent);
  return again ? upload(path, body, signal, progress, server) : response;
}
