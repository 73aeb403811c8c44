import { fetchCatalogue, fetchPalette } from "../api.js";
import { Sprites } from "../sprites.js";

/** What all figures of a page have in common: the networks and the palette, asked for once. */

/** @type {Promise<Awaited<ReturnType<typeof ask>>>|null} */
let asked = null;

/**
 * @returns {ReturnType<typeof ask>}
 * @throws {Error} where the server does not answer; the next call asks again
 */
export function supplies() {
  asked ??= ask().catch((error) => {
    asked = null;
    throw error;
  });
  return asked;
}

async function ask() {
  const [{ models: cards, families }, drawings] = await Promise.all([
    fetchCatalogue(),
    fetchPalette(),
  ]);
  const palette = new Map(drawings.map((drawing) => [drawing.name, drawing]));
  return { cards, families, palette, sprites: new Sprites(palette) };
}
