import { address } from "./api.js";

/** @import { Drawing } from "./types.js" */

/** The palette's pixels, decoded; each is fetched when it is first asked for. */
export class Sprites {
  /** @param {Map<string, Drawing>} palette */
  constructor(palette) {
    this.palette = palette;
    /** @type {Map<string, Promise<HTMLImageElement>>} */
    this.asked = new Map();
    /** @type {Map<string, HTMLImageElement>} */
    this.ready = new Map();
  }

  /**
   * @param {string} name
   * @returns {HTMLImageElement|undefined}  undefined until it has been loaded
   */
  get(name) {
    return this.ready.get(name);
  }

  /**
   * @param {string} name
   * @returns {Promise<HTMLImageElement>}
   */
  load(name) {
    let coming = this.asked.get(name);
    if (!coming) {
      coming = this.fetch(name);
      this.asked.set(name, coming);
      // What failed is asked for again next time.
      coming.catch(() => this.asked.delete(name));
    }
    return coming;
  }

  /** @param {string} name */
  async fetch(name) {
    const sprite = new Image();
    sprite.src = address(this.palette.get(name)?.image ?? `api/objects/${name}.png`);
    await sprite.decode();
    this.ready.set(name, sprite);
    return sprite;
  }
}
