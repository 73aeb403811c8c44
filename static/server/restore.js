/**
 * A server keeps visitors' networks for a while only. Whoever has a network's file can send it again: the
 * page registers how, and a request that finds the network gone is repeated afterwards.
 */

/** Code of an error about a network that the server keeps no more. */
export const GONE = "network_gone";

/** Ids of visitors' networks. */
const OWN = /own-[0-9a-f]{16}/;

/** @typedef {(id: string) => Promise<boolean>} Restore  sends a network again; whether the server has it */

/** @type {Restore|null} */
let registered = null;

/**
 * Registers how this page sends networks again.
 *
 * @param {Restore|null} restore
 */
export function restoreWith(restore) {
  registered = restore;
}

/**
 * Whether a text is the id of a visitor's network.
 *
 * @param {string} text
 */
export function isOwnId(text) {
  return OWN.exec(text)?.[0] === text;
}

/**
 * Sends a network again that a server keeps no more.
 *
 * @param {string} id
 * @returns {Promise<boolean>}  whether the server has it again
 */
export async function restore(id) {
  return (await registered?.(id)) ?? false;
}

/**
 * Sends the network again that a request asked for, if the response says that it is gone.
 *
 * @param {Response} response
 * @param {string} path
 * @param {BodyInit|null|undefined} body
 * @returns {Promise<boolean>}  whether the request can be repeated
 */
export async function isRestored(response, path, body) {
  if (response.status !== 404 || !registered) return false;
  const answer = await response
    .clone()
    .json()
    .catch(() => null);
  if (answer?.error?.code !== GONE) return false;
  const asked = body instanceof FormData ? String(body.get("model")) : body;
  const id = [path, asked, answer.error.message]
    .map((text) => (typeof text === "string" ? OWN.exec(text)?.[0] : undefined))
    .find(Boolean);
  return id !== undefined && (await restore(id));
}
