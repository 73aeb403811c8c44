import { LocalSpace } from "../browser/local-space.js";
import { textScale } from "../ui/text-scale.js";
import { answerBoxes } from "./answer-boxes.js";
import { place } from "./placement.js";
import { drawLeader, inset, meets, rectOf, sizesOf } from "./popover.js";

/** @import { Rect } from "../types/figure.js" */
/** @import { PopoverSide } from "./placement.js" */

/** Where the popover is a sheet at the bottom. */
const SHEET = "(max-width: 720px)";
/** Widths of the popover, best first, rem. */
const WIDTHS = [24, 20, 14];
/**
 * Heights of a popover that has one for all steps, as shares of it, best first; and the least, rem. A
 * lower one costs as much as it loses, px², and this much more.
 */
const HEIGHTS = [1, 0.8, 0.62];
const LEAST_HEIGHT = 15;
const LOWER = 15_000;
/** Space that the sheet leaves below a cell, px. */
const REVEAL = 24;
/** What the popover stands beside, and never over if it can. */
const PANELS = ["tour-panel:not([hidden])", "scene-panel"];
const MOVES = /** @type {const} */ (["scroll", "resize"]);

/**
 * What the popover needs to know of its cell. Null in place of a box: the cell is not on the screen.
 *
 * @typedef {object} Surroundings
 * @property {(good: (rect: Rect) => boolean) => Rect|null} anchor  the cell's box, px of the window
 * @property {() => Rect[]} avoid  boxes that the popover should not cover, beside the page's panels
 * @property {() => boolean} headed  whether the page's header is shown
 */

/** The place of the popover beside its cell, or at the bottom of a small screen, with the leader line. */
export class PopoverPosition {
  /**
   * @param {() => ParentNode} root  with the popover `.box` and its line `.leader`; without a box
   *   nothing is placed
   * @param {Surroundings} around
   */
  constructor(root, around) {
    this.root = root;
    this.around = around;
    /** The popover's side of the cell; null for a sheet. @type {PopoverSide|null} */
    this.side = null;
    this.pending = 0;
    /** Places the popover at the next frame. */
    this.arrangeSoon = () => {
      if (!this.box) return;
      this.pending ||= requestAnimationFrame(() => {
        this.pending = 0;
        this.arrange();
      });
    };
    this.sizes = new ResizeObserver(this.arrangeSoon);
  }

  /** @returns {HTMLElement|null} */
  get box() {
    return this.root().querySelector(".box");
  }

  get isSheet() {
    return matchMedia(SHEET).matches;
  }

  /** Follows the page's scrolling and size. */
  listen() {
    for (const type of MOVES) addEventListener(type, this.arrangeSoon, { capture: true });
  }

  stop() {
    for (const type of MOVES) removeEventListener(type, this.arrangeSoon, { capture: true });
    this.close();
  }

  /** Places an opened popover, and follows its size. */
  open() {
    if (this.box) this.sizes.observe(this.box);
    this.arrange();
  }

  close() {
    this.side = null;
    this.sizes.disconnect();
  }

  /** Puts the popover beside the cell, with the leader line between them. */
  arrange() {
    const { box } = this;
    if (!box) return;
    const top = (this.around.headed() && rectOf("header")?.height) || 0;
    const view = { left: 0, top, width: innerWidth, height: innerHeight - top };
    const anchor = this.around.anchor((rect) => meets(rect, view));
    if (this.isSheet) {
      this.side = null;
      for (const name of ["left", "top", "width", "height"]) box.style.removeProperty(name);
    } else {
      this.put(box, anchor, view);
    }
    box.dataset.side = this.side ?? "sheet";
    const { scale } = new LocalSpace(document.body);
    drawLeader(this.root(), own(box.getBoundingClientRect(), scale), anchor && own(anchor, scale));
  }

  /**
   * @param {HTMLElement} box
   * @param {Rect|null} anchor
   * @param {Rect} view
   */
  put(box, anchor, view) {
    // All in the popover's px, which a zoomed page makes larger than the window's.
    const { scale } = new LocalSpace(document.body);
    const mine = (/** @type {Rect} */ rect) => own(rect, scale);
    const areas = [rectOf("#figure"), view].filter((area) => area !== null).map(mine);
    const panels = PANELS.map(rectOf).filter((rect) => rect !== null);
    view = mine(view);
    const rem = 16 * textScale();
    const widths = WIDTHS.map((width) => Math.min(width * rem, view.width - 2 * rem));
    const given = {
      anchor: anchor && mine(anchor),
      areas: areas.map((area) => inset(area, view)),
      avoid: [...panels, ...this.around.avoid()].map(mine),
      keep: answerBoxes().map(mine),
      was: this.side,
    };
    box.style.removeProperty("height");
    const whole = sizesOf(box, widths);
    const fixed = box.classList.contains("tall") && whole[0] ? whole[0].height : 0;
    let best = null;
    for (const share of fixed > 0 ? HEIGHTS : [1]) {
      const height = share < 1 ? Math.round(fixed * share) : null;
      if (height !== null && height < LEAST_HEIGHT * rem) continue;
      const sizes = height === null ? whole : whole.map(({ width }) => ({ width, height }));
      const at = place({ ...given, sizes });
      const lost = height === null ? 0 : (fixed - height) * at.width + LOWER;
      if (!best || at.cost + lost < best.cost) best = { ...at, height, cost: at.cost + lost };
      if (best.cost <= LOWER) break;
    }
    if (!best) return;
    this.side = best.side;
    box.style.width = `${best.width}px`;
    if (best.height !== null) box.style.height = `${best.height}px`;
    box.style.left = `${Math.round(best.left)}px`;
    box.style.top = `${Math.round(best.top)}px`;
  }

  /** Scrolls the page if the sheet covers the cell. */
  reveal() {
    const { box } = this;
    if (!box || !this.isSheet) return;
    const anchor = this.around.anchor(() => true);
    const end = box.getBoundingClientRect().top - REVEAL;
    const below = anchor ? anchor.top + anchor.height - end : 0;
    if (below > 0) scrollBy({ top: below });
  }
}

/**
 * @param {Rect} rect  px of the window
 * @param {number} scale  length of the page's px in the window
 * @returns {Rect}  px of the page
 */
function own({ left, top, width, height }, scale) {
  return { left: left / scale, top: top / scale, width: width / scale, height: height / scale };
}
