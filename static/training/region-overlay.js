import { msg, str } from "@lit/localize";
import { css, html, nothing, svg } from "lit";
import { coalesced, followPointer, isPress } from "../browser/drag.js";
import { fractionOn } from "../browser/local-space.js";
import { laid } from "../lab/sweep-maps.js";
import { takeBrush } from "../scene/tools/tool.js";
import { arrow, isShortcut } from "../ui/keys.js";
import { Panel, shared } from "../ui/panel.js";
import { changeForm } from "./change-form.js";
import { sameCells } from "./presets.js";
import { CELL, CELLS, boxesOf } from "./region.js";
import { between, outlineOf, stroked, underBrush } from "./strokes.js";
import { placesText } from "./texts.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Cell } from "./strokes.js" */

/** Cells that Shift with an arrow key moves the brush by. */
const FAR = 4;
/** Time without a change before the number of places is announced, ms. */
const DEBOUNCE_MS = 600;

/**
 * The painted region over the scene's canvas. With a brush in hand it takes the pointer and the canvas's keys.
 * The canvas of a training has 64 × 64 px; over another it is stretched.
 */
export class RegionOverlay extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ ([
    "trainingForm",
    "training",
    "brush",
    "brushSide",
    "overlay",
    "sweeps",
  ]);

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "tool";

  static styles = [
    shared,
    css`
      :host {
        position: absolute;
        inset: 0;
        pointer-events: none;
        forced-color-adjust: none;
      }
      :host([brush]) {
        pointer-events: auto;
        touch-action: none;
        cursor: none;
      }
      svg {
        position: absolute;
        width: 100%;
        height: 100%;
        overflow: visible;
        /* As in the scene's own layers: Chromium leaves outlines behind when the board grows. */
        will-change: transform;
      }
      path,
      rect {
        fill: none;
        vector-effect: non-scaling-stroke;
      }
      .painted {
        fill: #9d6bff;
        fill-opacity: 0.3;
      }
      :host([mapped]) .painted,
      :host([next]) .painted {
        fill-opacity: 0;
      }
      .outline {
        stroke: #c9a6ff;
        stroke-width: 2.5;
        stroke-linecap: square;
      }
      :host([next]) .outline {
        stroke-dasharray: 7 5;
      }
      .casing {
        stroke: #000;
        stroke-width: 5;
        stroke-linecap: square;
      }
      .nib {
        stroke: #fff;
        stroke-width: 2;
        filter: drop-shadow(0 0 1px #000) drop-shadow(0 0 1px #000);
      }
      .nib.eraser {
        stroke-dasharray: 4 3;
      }
    `,
  ];

  static properties = { ...Panel.properties, at: { state: true }, said: { state: true } };

  constructor() {
    super();
    /** The cell under the pointer, or that of the keys. @type {Cell|null} */
    this.at = null;
    /** Text of the live region. */
    this.said = "";
    /** Whether a pointer is painting. */
    this.busy = false;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    this.stop = () => {};
    this.addEventListener("pointerdown", this.press);
    this.addEventListener("pointermove", this.hover);
    this.addEventListener("pointerleave", this.leave);
  }

  /** @param {Context} context */
  follow(context) {
    super.follow(context);
    const { store, palette } = context;
    let painted = store.get("trainingForm").painted;
    this.stop();
    this.stop = store.on(["trainingForm"], () => {
      const form = store.get("trainingForm");
      if (form.painted === painted) return;
      painted = form.painted;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => (this.said = placesText(form, palette)), DEBOUNCE_MS);
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    clearTimeout(this.timer);
  }

  /** @param {Context} context */
  draw({ store }) {
    const { painted } = store.get("trainingForm");
    const brush = store.get("brush");
    const outline = outlineOf(painted);
    const nib = brush && this.at && underBrush(this.at, store.get("brushSide"));
    return html`
      <svg viewBox="0 0 ${CELLS} ${CELLS}" preserveAspectRatio="none" aria-hidden="true">
        ${boxesOf(painted).map(([top, left, bottom, right]) => {
          const [height, width] = [(bottom - top) / CELL, (right - left) / CELL];
          return svg`<rect class="painted" x=${left / CELL} y=${top / CELL}
            width=${width} height=${height} />`;
        })}
        <path class="casing" d=${outline} />
        <path class="outline" d=${outline} />
        ${
          nib
            ? svg`<rect class="nib ${brush}" x=${nib[1]} y=${nib[0]}
              width=${nib[3] - nib[1]} height=${nib[2] - nib[0]} />`
            : nothing
        }
      </svg>
      <p class="unseen" aria-live="polite">${this.said}</p>
    `;
  }

  updated() {
    const { store } = this.requiredContext;
    this.toggleAttribute("brush", store.get("brush") !== null);
    const trained = store.get("training")?.form.painted;
    const { painted } = store.get("trainingForm");
    // The shown network was trained elsewhere: this is the region of the next training.
    const next = store.get("brush") === null && trained && !sameCells(painted, trained);
    this.toggleAttribute("next", Boolean(next));
    this.toggleAttribute("mapped", Boolean(laid(store)?.fields));
  }

  /**
   * @param {PointerEvent} pointer
   * @returns {Cell}
   */
  cellAt(pointer) {
    const { x, y } = fractionOn(this, pointer);
    return { row: Math.floor(y * CELLS), col: Math.floor(x * CELLS) };
  }

  /**
   * One stroke, from press to release.
   *
   * @param {PointerEvent} press
   */
  press(press) {
    if (!isPress(press) || this.busy || !this.requiredContext.store.get("brush")) return;
    this.busy = true;
    let last = this.cellAt(press);
    this.at = last;
    this.mark([last]);
    const move = (/** @type {PointerEvent} */ event) => {
      const middles = coalesced(event).flatMap((one) => {
        const from = last;
        last = this.cellAt(one);
        return between(from, last);
      });
      this.at = last;
      this.mark(middles);
    };
    const end = () => {
      this.busy = false;
      // A finger that has left points at nothing.
      if (press.pointerType === "touch") this.at = null;
    };
    followPointer(press, { move, end, capture: this });
  }

  /** @param {PointerEvent} event */
  hover(event) {
    if (!this.busy && event.pointerType !== "touch") this.at = this.cellAt(event);
  }

  leave() {
    if (!this.busy) this.at = null;
  }

  /**
   * Paints or rubs out along a stroke.
   *
   * @param {Cell[]} middles
   */
  mark(middles) {
    const { store } = this.requiredContext;
    const [brush, { painted }] = [store.get("brush"), store.get("trainingForm")];
    const now = brush ? stroked(painted, middles, store.get("brushSide"), brush) : painted;
    if (now !== painted) changeForm(store, { painted: now });
  }

  /**
   * Keys on the canvas.
   *
   * @param {KeyboardEvent} event
   */
  keyAnywhere(event) {
    const brush = this.context?.store.get("brush");
    if (!brush || event.composedPath()[0] !== this.parentElement) return;
    const [near, far] = [arrow("nudge", event), arrow("stride", event)];
    const step = near ?? far;
    const at = this.at ?? { row: CELLS / 2, col: CELLS / 2 };
    if (step) {
      const by = far ? FAR : 1;
      const within = (/** @type {number} */ cell) => Math.min(Math.max(cell, 0), CELLS - 1);
      this.at = { row: within(at.row + step[0] * by), col: within(at.col + step[1] * by) };
      this.sayCell(this.at);
    } else if (isShortcut("paint", event)) {
      this.at = at;
      this.mark([at]);
      this.sayCell(at);
    } else return;
    event.preventDefault();
  }

  /** @param {Cell} cell */
  sayCell({ row, col }) {
    const painted = this.requiredContext.store.get("trainingForm").painted.has(row * CELLS + col);
    const [y, x] = [row * CELL, col * CELL];
    this.said = painted
      ? msg(str`Row ${y}, column ${x}: painted`)
      : msg(str`Row ${y}, column ${x}: not painted`);
  }

  /** @param {Context} context */
  escape({ store }) {
    if (store.get("brush") === null) return false;
    takeBrush(store, null);
    return true;
  }
}

customElements.define("region-overlay", RegionOverlay);
