import { urlOf } from "../server/api.js";
import { read } from "./drawing-png.js";
import { INKS } from "./tools/ink-colours.js";

/** @import { Server } from "../server/base-url.js" */
/** @import { Drawing } from "../types/api.js" */
/** @import { Sheet } from "./tools/ink-bitmap.js" */

/** How many pictures are kept at hand: a drawing is another one at every move of the pen. */
const CACHE_SIZE = 16;

/**
 * Pixels to draw, decoded: of the palette's objects, each fetched when it is first asked for, and of
 * scenes' own pictures, by their PNG.
 */
export class Sprites {
  /**
   * @param {Map<string, Drawing>} palette
   * @param {Server} [server]  that has them
   */
  constructor(palette, server) {
    this.palette = palette;
    this.server = server;
    /** @type {Map<string, Promise<CanvasImageSource>>} */
    this.asked = new Map();
    /** @type {Map<string, CanvasImageSource>} */
    this.ready = new Map();
    /** The PNGs at hand, those that were drawn last at the end. @type {Set<string>} */
    this.pictures = new Set();
  }

  /**
   * @param {string} name
   * @param {string} [png]  base64, where the name is that of a scene's own picture
   * @returns {CanvasImageSource|undefined}  undefined until it has been loaded
   */
  get(name, png) {
    const found = this.ready.get(png ?? name);
    if (png === undefined) return found;
    if (found) return this.keep(png, found);
    // What the pen draws must not be away until it is decoded.
    const sheet = read(png);
    return sheet ? this.keep(png, painted(sheet)) : undefined;
  }

  /**
   * @param {string} name
   * @param {string} [png]
   * @returns {Promise<CanvasImageSource>}
   */
  load(name, png) {
    const key = png ?? name;
    let pending = this.asked.get(key);
    if (!pending) {
      pending = this.fetch(name, png);
      this.asked.set(key, pending);
      // What failed is asked for again next time.
      pending.catch(() => this.asked.delete(key));
    }
    return pending;
  }

  /**
   * @param {string} name
   * @param {string} [png]
   */
  async fetch(name, png) {
    const sprite = new Image();
    // A page that asks for isolation is given what other origins have in this way alone.
    sprite.crossOrigin = "anonymous";
    sprite.src = png
      ? `data:image/png;base64,${png}`
      : urlOf(this.palette.get(name)?.image ?? `api/objects/${name}.png`, this.server);
    await sprite.decode();
    if (png) return this.keep(png, sprite);
    this.ready.set(name, sprite);
    return sprite;
  }

  /**
   * @param {string} png
   * @param {CanvasImageSource} sprite
   */
  keep(png, sprite) {
    this.ready.set(png, sprite);
    this.pictures.delete(png);
    this.pictures.add(png);
    for (const oldest of this.pictures) {
      if (this.pictures.size <= CACHE_SIZE) break;
      this.pictures.delete(oldest);
      this.ready.delete(oldest);
      this.asked.delete(oldest);
    }
    return sprite;
  }
}

/** @param {Sheet} sheet */
function painted({ height, width, cells }) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { height, width });
  const pixels = new ImageData(width, height);
  cells.forEach((ink, i) => {
    const rgb = INKS[ink - 1]?.rgb;
    if (rgb) pixels.data.set([...rgb, 255], 4 * i);
  });
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
  return canvas;
}
