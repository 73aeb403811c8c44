import { urlOf } from "../server/api.js";
import { read } from "./drawing-png.js";
import { INKS } from "./tools/ink-colours.js";

/** @import { Server } from "../server/base-url.js" */
/** @import { Sprite } from "../types/api.js" */
/** @import { Sheet } from "./tools/ink-bitmap.js" */

/** Most cached pictures. Every move of the pen makes a new one. */
const CACHE_SIZE = 16;

/**
 * Decoded images of the palette's objects, each fetched on first use, and of scenes' pictures, keyed
 * by their PNG.
 */
export class Sprites {
  /**
   * @param {Map<string, Sprite>} palette
   * @param {Server} [server]  the one that serves the images
   */
  constructor(palette, server) {
    this.palette = palette;
    this.server = server;
    /** @type {Map<string, Promise<CanvasImageSource>>} */
    this.asked = new Map();
    /** @type {Map<string, CanvasImageSource>} */
    this.ready = new Map();
    /** Cached PNGs, the most recently used last. @type {Set<string>} */
    this.pictures = new Set();
  }

  /**
   * @param {string} name
   * @param {string} [png]  base64, if the name is that of a scene's picture
   * @returns {CanvasImageSource|undefined}  undefined until loaded
   */
  get(name, png) {
    const found = this.ready.get(png ?? name);
    if (png === undefined) return found;
    if (found) return this.keep(png, found);
    // Drawings are decoded synchronously, so that they don't flicker while the pen moves.
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
      // A failed request is retried on next use.
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
    // A cross-origin isolated page can only load images of other origins by CORS.
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
