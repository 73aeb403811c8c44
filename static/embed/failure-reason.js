import { msg, str } from "@lit/localize";
import { errorOf } from "../state/error-types.js";

/** @import { Server } from "../server/base-url.js" */
/** @import { AppError } from "../types/state.js" */

/**
 * Why a request to a server failed. Browsers hide whether the server refused the page's origin or did
 * not respond, but an opaque request fails only in the second case.
 *
 * @param {Server} server
 * @param {unknown} error
 * @returns {Promise<AppError>}
 */
export async function reasonOf(server, error) {
  const { base } = server;
  const found = errorOf(error);
  if (found.code !== "unreachable") return found;
  try {
    await fetch(server.url("healthz"), { mode: "no-cors", cache: "no-store" });
  } catch {
    return own(msg(str`${base} does not answer. Trying again…`));
  }
  // Not the location's, which a sandboxed frame does not have.
  const { origin } = globalThis;
  return own(
    msg(str`${base} answers, but not to this page: expected ${origin} in its SHIFTSCOPE_ORIGINS.`),
  );
}

/**
 * An error with a message in the visitor's language.
 *
 * @param {string} message
 * @returns {AppError}
 */
export function own(message) {
  return { code: "localised", message };
}
