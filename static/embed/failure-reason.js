import { msg, str } from "@lit/localize";
import { troubleOf } from "../state/errors.js";

/** @import { Server } from "../server/base-url.js" */
/** @import { Trouble } from "../types/state.js" */

/**
 * Why a server could not be asked. A browser does not tell a page whether it was refused or nobody
 * answered; but a request whose answer the page cannot see fails in the second case alone.
 *
 * @param {Server} server
 * @param {unknown} error
 * @returns {Promise<Trouble>}
 */
export async function reasonOf(server, error) {
  const { base } = server;
  const trouble = troubleOf(error);
  if (trouble.code !== "unreachable") return trouble;
  try {
    await fetch(server.address("healthz"), { mode: "no-cors", cache: "no-store" });
  } catch {
    return own(msg(str`${base} does not answer. Trying again…`));
  }
  const { origin } = location;
  return own(
    msg(str`${base} answers, but not to this page: expected ${origin} in its SHIFTSCOPE_ORIGINS.`),
  );
}

/**
 * What is told in the visitor's language.
 *
 * @param {string} message
 * @returns {Trouble}
 */
export function own(message) {
  return { code: "told", message };
}
