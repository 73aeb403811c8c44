import { LocalSpace } from "../browser/local-space.js";
import { textScale } from "../ui/text-scale.js";
import { answerBoxes, projectedBoxes } from "./answer-boxes.js";
import { place } from "./placement.js";
import { drawLeader } from "./leader-line.js";
import { inset, meets, rectOf, sizesOf } from "./popover.js";

/** @import { Rect } from "../types/figure.js" */
/** @import { Side } from "../types/state.js" */
/** @import { PopoverSide, Size } from "./placement.js" */

/** Where the popover is a sheet at the bottom. */
const SHEET = "(max-width: 720px)";
/** Widths of the popover, best first, rem: its steps do not stand side by side in the last one. */
const WIDTHS = [24, 22, 20, 14];
/**
 * Heights of a popover that has one for all steps, as shares of it, best first; and the least, rem. A
 * lower one costs as much as it loses, px², and this much more.
 */
const HEIGHTS = [1, 0.8, 0.62];
const LEAST_HEIGHT = 15;
/** The same on a projected page, where a popover in large type fits the place of a strand. */
const PROJECTED = {
  widths: [24, 22, 20, 18, 14],
  heights: [1, 0.8, 0.7, 0.62, 0.56, 0.5, 0.46],
  least: 6.5,
};
/** A popover lower than this has no room for the buttons to other cells, rem. */
const LOW_HEIGHT = 9.5;
const LOWER = 15_000;
/** What each px² of the square of a width's loss counts as, px², and the cost of the least width. */
const NARROWER = 4;
const LEAST_WIDTH = 1e6;
/** Cost of standing beyond the figures, px²: as much as two headings of volumes. */
const BEYOND = 8000;
/** Longest leader line to a sheet, px: a longer one would cross what lies between. */
const SHEET_REACH = 22;
/** Length below the edge of a scrolled popover that is not worth a sign, px. */
const BELOW = 8;
/** Space that the sheet leaves below a cell, px. */
const REVEAL = 24;
/** What the popover stands beside, and never over if it can; a px² of it counts as so many. */
const PANELS = ["tour-panel:not([hidden])", "scene-panel"];
const WEIGHT = 4;
const MOVES = /** @type {const} */ (["scroll", "resize"]);

/**
 * What the popover needs to know of its cell. Null in place of a box: the cell is not on the screen.
 *
 * @typedef {object} Surroundings
 * @property {(good: (rect: Rect) => boolean) => Rect|null} anchor  the cell's box, px of the window
 * @property {() => Rect[]} avoid  boxes that the popover should not cover, beside the page's panels
 * @property {() => Side|null} projected  the cell's side on a projected page, which has no header; else null
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
    const top = (!this.around.projected() && rectOf("header")?.height) || 0;
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
    const popover = own(box.getBoundingClientRect(), scale);
    const body = box.querySelector(".body");
    const below = body ? body.scrollHeight - body.clientHeight - body.scrollTop : 0;
    box.toggleAttribute("data-more", below > BELOW);
    const reach = this.side === null ? SHEET_REACH : Infinity;
    drawLeader(this.root(), popover, anchor && own(anchor, scale), reach);
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
    const figure = rectOf("#figure");
    const panels = PANELS.map(rectOf).filter((rect) => rect !== null);
    view = mine(view);
    const rem = 16 * textScale();
    const side = this.around.projected();
    const kinds = side ? PROJECTED : { widths: WIDTHS, heights: HEIGHTS, least: LEAST_HEIGHT };
    const widths = kinds.widths.map((width) => Math.min(width * rem, view.width - 2 * rem));
    box.style.removeProperty("height");
    const tall = box.classList.contains("tall");
    const at = place({
      anchor: anchor && mine(anchor),
      sizes: sizes(sizesOf(box, widths), tall ? kinds.heights : [1], kinds.least * rem),
      areas: [
        ...(figure ? [inset(mine(figure), view)] : []),
        { ...inset(view, view), cost: figure ? BEYOND : 0 },
      ],
      avoid: [
        ...panels.map((rect) => ({ ...mine(rect), weight: WEIGHT })),
        ...this.around.avoid().map(mine),
      ],
      keep: (side ? projectedBoxes(side) : answerBoxes()).map(mine),
      was: this.side,
    });
    this.side = at.side;
    box.style.width = `${at.width}px`;
    if (tall) box.style.height = `${at.height}px`;
    box.toggleAttribute("data-low", tall && at.height < LOW_HEIGHT * rem);
    box.style.left = `${Math.round(at.left)}px`;
    box.style.top = `${Math.round(at.top)}px`;
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
 * The sizes that a popover may have, best first, with what each loses against the largest.
 *
 * @param {{ width: number, height: number }[]} whole  at each width, px
 * @param {number[]} heights  as shares of the whole, best first; in lower ones its content scrolls
 * @param {number} least  height of a lower one, px
 * @returns {Size[]}
 */
function sizes(whole, heights, least) {
  const [widest = { width: 0, height: 0 }] = whole;
  return heights
    .flatMap((share) =>
      whole.map(({ width, height: full }, i) => {
        const height = share < 1 ? Math.round(full * share) : full;
        const lost = NARROWER * (widest.width - width) ** 2 + width * (full - height);
        const last = i === whole.length - 1 ? LEAST_WIDTH : 0;
        return { width, height, cost: lost + last + (share < 1 ? LOWER : 0) };
      }),
    )
    .filter(({ height }, i) => i < whole.length || height >= least)
    .toSorted((a, b) => a.cost - b.cost);
}

/**
 * @param {Rect} rect  px of the window
 * @param {number} scale  length of the page's px in the window
 * @returns {Rect}  px of the page
 */
function own({ left, top, width, height }, scale) {
  return { left: left / scale, top: top / scale, width: width / scale, height: height / scale };
}
