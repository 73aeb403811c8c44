import { msg, str } from "@lit/localize";
import { fetchCatalogue, fetchPalette } from "../api.js";
import { Sprites } from "../sprites.js";
import { troubleOf } from "../trouble.js";

/** @import { Server } from "../server.js" */
/** @import { Trouble } from "../types.js" */

/** What all figures of a server have in common: its networks and its palette, asked for once. */

/** By the server's address. @type {Map<string, ReturnType<typeof ask>>} */
const asked = new Map();

/**
 * @param {Server} server
 * @returns {ReturnType<typeof ask>}
 * @throws {Error} where it does not answer; the next call asks again
 */
export function supplies(server) {
  let coming = asked.get(server.base);
  if (!coming) {
    coming = ask(server);
    asked.set(server.base, coming);
    coming.catch(() => asked.delete(server.base));
  }
  return coming;
}

/** @param {Server} server */
async function ask(server) {
  const [{ models: cards, families }, drawings] = await Promise.all([
    fetchCatalogue(server),
    fetchPalette(server),
  ]);
  const palette = new Map(drawings.map((drawing) => [drawing.name, drawing]));
  return { cards, families, palette, sprites: new Sprites(palette, server) };
}

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
