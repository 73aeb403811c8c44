import { fetchCatalogue, fetchLimits, fetchPalette } from "../server/api.js";
import { Sprites } from "../scene/sprites.js";

/** @import { Server } from "../server/base-url.js" */

/** What the page, or all figures of a page, need of a server: its networks, palette and limits, asked for once. */

/** By the server's base URL. @type {Map<string, ReturnType<typeof ask>>} */
const asked = new Map();

/**
 * @param {Server} server
 * @returns {ReturnType<typeof ask>}
 * @throws {Error} where it does not answer; the next call asks again
 */
export function bootstrap(server) {
  let pending = asked.get(server.base);
  if (!pending) {
    pending = ask(server);
    asked.set(server.base, pending);
    pending.catch(() => asked.delete(server.base));
  }
  return pending;
}

/** @param {Server} server */
async function ask(server) {
  const [{ models: cards, families }, drawings, limits] = await Promise.all([
    fetchCatalogue(server),
    fetchPalette(server),
    fetchLimits(server),
  ]);
  const palette = new Map(drawings.map((drawing) => [drawing.name, drawing]));
  return { cards, families, palette, limits, sprites: new Sprites(palette, server) };
}
