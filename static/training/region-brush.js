import { msg, str } from "@lit/localize";
import { coalesced, followPointer, isPress } from "../browser/drag.js";
import { fractionOn } from "../browser/local-space.js";
import { arrow, isShortcut } from "../ui/keys.js";
import { changeForm } from "./change-form.js";
import { CELL, CELLS } from "./region.js";
import { between, stroked } from "./strokes.js";

/** @import { Store } from "../state/store.js" */
/** @import { Cell } from "./strokes.js" */

/** Cells that Shift with an arrow key moves the brush by. */
const FAR = 4;

/** The brush and the eraser of trainings: strokes of a pointer over the canvas, and keys. */
export class RegionBrush {
  /**
   * @param {HTMLElement} canvas  what lies over the canvas, and hears its pointers
   * @param {() => Store|undefined} store  undefined before the page has its state
   * @param {() => void} moved  called when the brush is at another cell
   */
  constructor(canvas, store, moved) {
    this.canvas = canvas;
    this.store = store;
    this.moved = moved;
    /** The cell under the pointer, or that of the keys. @type {Cell|null} */
    this.at = null;
    /** Whether a pointer is painting. */
    this.busy = false;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.hover(event));
    canvas.addEventListener("pointerleave", () => this.leave());
  }

  /** @param {Cell|null} at */
  go(at) {
    this.at = at;
    this.moved();
  }

  /**
   * @param {PointerEvent} pointer
   * @returns {Cell}
   */
  cellAt(pointer) {
    const { x, y } = fractionOn(this.canvas, pointer);
    return { row: Math.floor(y * CELLS), col: Math.floor(x * CELLS) };
  }

  /**
   * One stroke, from press to release.
   *
   * @param {PointerEvent} press
   */
  press(press) {
    if (!isPress(press) || this.busy || !this.store()?.get("brush")) return;
    this.busy = true;
    let last = this.cellAt(press);
    this.go(last);
    this.mark([last]);
    const move = (/** @type {PointerEvent} */ event) => {
      const middles = coalesced(event).flatMap((one) => {
        const from = last;
        last = this.cellAt(one);
        return between(from, last);
      });
      this.go(last);
      this.mark(middles);
    };
    const end = () => {
      this.busy = false;
      // A finger that has left points at nothing.
      if (press.pointerType === "touch") this.go(null);
    };
    followPointer(press, { move, end, capture: this.canvas });
  }

  /** @param {PointerEvent} event */
  hover(event) {
    if (!this.busy && event.pointerType !== "touch") this.go(this.cellAt(event));
  }

  leave() {
    if (!this.busy) this.go(null);
  }

  /**
   * Paints or rubs out along a stroke.
   *
   * @param {Cell[]} middles
   */
  mark(middles) {
    const store = this.store();
    const brush = store?.get("brush");
    if (!store || !brush) return;
    const { painted } = store.get("trainingForm");
    const now = stroked(painted, middles, store.get("brushSide"), brush);
    if (now !== painted) changeForm(store, { painted: now });
  }

  /**
   * Moves the brush by keys, or paints where it is.
   *
   * @param {KeyboardEvent} event
   * @returns {string|null}  what is at its cell then; null: not a key of the brush
   */
  key(event) {
    const [near, far] = [arrow("nudge", event), arrow("stride", event)];
    const step = near ?? far;
    const at = this.at ?? { row: CELLS / 2, col: CELLS / 2 };
    if (step) {
      const by = far ? FAR : 1;
      const within = (/** @type {number} */ cell) => Math.min(Math.max(cell, 0), CELLS - 1);
      this.go({ row: within(at.row + step[0] * by), col: within(at.col + step[1] * by) });
    } else if (isShortcut("paint", event)) {
      this.go(at);
      this.mark([at]);
    } else return null;
    return this.cellText();
  }

  /** The brush's place, and whether it is painted there. */
  cellText() {
    const { row, col } = this.at ?? { row: 0, col: 0 };
    const painted = this.store()
      ?.get("trainingForm")
      .painted.has(row * CELLS + col);
    const [y, x] = [row * CELL, col * CELL];
    return painted
      ? msg(str`Row ${y}, column ${x}: painted`)
      : msg(str`Row ${y}, column ${x}: not painted`);
  }
}
