/** @import { VolumeBox } from "./layout.js" */

/** Anything that is drawn where its volume's box says. @typedef {{ place: (box: VolumeBox) => void }} Placed */

/** Time in which a sheet slides out of its stack, ms, and how far, as a fraction of its width. */
const SLIDE = { ms: 180, by: 0.34 };

/** The sheet that slides out of its stack, at most one a figure. */
export class SlidingSheet {
  constructor() {
    /** @type {{ sheets: Placed, since: number }|null} */
    this.moving = null;
  }

  /**
   * Lets a sheet slide out of its stack, and puts any other one back.
   *
   * @param {{ layer: string, channel: number }|null} slice
   * @param {VolumeBox[]} volumes
   * @param {Placed[]} placed  one for each volume
   * @returns {boolean}  whether anything changes
   */
  start(slice, volumes, placed) {
    const index = volumes.findIndex(({ layer }) => layer.name === slice?.layer);
    const [box, sheets] = [volumes[index], placed[index]];
    const same = this.moving?.sheets === sheets && box?.slid.channel === slice?.channel;
    if (slice && same) return false;
    for (const [i, each] of volumes.entries()) {
      if (each.slid.channel < 0) continue;
      each.slid = { channel: -1, by: 0 };
      placed[i]?.place(each);
    }
    this.moving = null;
    if (box && sheets && slice && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
      box.slid = { channel: slice.channel, by: 0 };
      this.moving = { sheets, since: performance.now() };
    }
    return true;
  }

  /**
   * Moves the sheet to where it is now.
   *
   * @param {VolumeBox[]} volumes
   * @returns {boolean}  whether it has moved
   */
  advance(volumes) {
    if (!this.moving) return false;
    const box = volumes.find(({ slid }) => slid.channel >= 0);
    if (!box) return false;
    const share = Math.min((performance.now() - this.moving.since) / SLIDE.ms, 1);
    const by = SLIDE.by * box.width * share * (2 - share);
    if (by === box.slid.by) return false;
    box.slid = { ...box.slid, by };
    this.moving.sheets.place(box);
    return true;
  }
}
