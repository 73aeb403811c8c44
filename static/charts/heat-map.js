import { LitElement, css, html, nothing, svg } from "lit";
import { dequal } from "dequal/lite";
import { fractionOn } from "../browser/local-space.js";
import { rgb } from "./layer-colours.js";
import { drawOverlay } from "./map-overlay.js";
import { arrow, isShortcut } from "../ui/keys.js";
import { define } from "../ui/define.js";
import { pixelCanvasStyle } from "../scene/layered-canvas.js";

/** @import { TemplateResult } from "lit" */
/** @import { Box } from "../network/arrays.js" */
/** @import { Pen } from "./map-overlay.js" */

/** Colours are the element's CSS. @type {Pen<TemplateResult>} */
const PEN = {
  hatch: (boxes) =>
    svg`${boxes.map(
      ({ row, col, height, width }) =>
        svg`<rect x=${col} y=${row} width=${width} height=${height} fill="url(#hatch)" />`,
    )}`,
  outline: (box) => svg`${rect("under", box)}${rect("outline", box)}`,
  mark: (box, kind) =>
    kind === "here"
      ? svg`<circle class="here" cx=${box.col + 0.5} cy=${box.row + 0.5} r="0.5" />`
      : svg`${rect("under", box)}${rect(`mark ${kind}`, box)}`,
};

/**
 * A heat map: one pixel a cell, with outline, hatching and marks over it.
 *
 * If `live`, it fires `point` (detail `{ row, col }` in cells, or null) when the pointer or an arrow
 * key moves to another cell, and `choose` on a click or Enter.
 */
export class HeatMap extends LitElement {
  static properties = {
    rows: { type: Number },
    cols: { type: Number },
    values: { attribute: false },
    colour: { attribute: false },
    version: { type: Number },
    outline: { attribute: false },
    hatched: { attribute: false },
    marks: { attribute: false },
    pointed: { attribute: false },
    label: { type: String },
    live: { type: Boolean, reflect: true },
  };

  static styles = css`
    ${pixelCanvasStyle}
    :host {
      display: block;
      position: relative;
      background: var(--stage);
      border: 1px solid var(--line);
      aspect-ratio: var(--ratio);
    }
    canvas[tabindex] {
      cursor: crosshair;
      touch-action: manipulation;
    }
    canvas:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: 2px;
    }
    svg {
      pointer-events: none;
      overflow: visible;
    }
    rect,
    circle,
    line {
      vector-effect: non-scaling-stroke;
    }
    .outline {
      fill: none;
      stroke: #fff;
      stroke-width: 2;
      stroke-dasharray: 2 3;
    }
    :host(:not([live])) .outline {
      stroke-width: 1;
      stroke-opacity: 0.6;
    }
    .under {
      fill: none;
      stroke: #0b0e14;
      stroke-width: 2;
    }
    .under:has(+ .mark) {
      stroke-width: 4;
    }
    .hatch line {
      stroke: #b9c2d0;
      stroke-opacity: 0.5;
      stroke-width: 1;
    }
    .mark {
      fill: none;
      stroke: #fff;
      stroke-width: 2;
    }
    .mark.a {
      stroke: var(--stage-a);
      stroke-dasharray: 3 2;
    }
    .here {
      fill: #fff;
      stroke: #0b0e14;
      stroke-width: 2;
    }
    .pointed {
      fill: none;
      stroke: #fff;
      stroke-width: 1;
    }
  `;

  constructor() {
    super();
    this.rows = 1;
    this.cols = 1;
    /** Row-major; NaN where unknown. @type {ArrayLike<number>} */
    this.values = [];
    /** The colour of a value, #rrggbb. @type {(value: number) => string} */
    this.colour = () => "#000000";
    /** Incremented when `values` were changed in place. */
    this.version = 0;
    /** A dotted box, in cells. @type {Box|null} */
    this.outline = null;
    /** Cells to hatch, row-major. @type {ArrayLike<boolean>|null} */
    this.hatched = null;
    /** Cells to frame. @type {{ row: number, col: number, kind: string }[]} */
    this.marks = [];
    /** The cell under the pointer. @type {{ row: number, col: number }|null} */
    this.pointed = null;
    this.label = "";
    /** Whether it reacts to pointer and keys. */
    this.live = false;
  }

  render() {
    const { rows, cols, pointed } = this;
    // Hatching has the same spacing on screen for any number of cells.
    const apart = cols / 24;
    return html`
      <canvas
        role="img"
        width=${cols}
        height=${rows}
        aria-label=${this.label}
        tabindex=${this.live ? 0 : nothing}
        @pointermove=${this.hover}
        @pointerdown=${this.hover}
        @pointerleave=${() => this.point(null)}
        @blur=${() => this.point(null)}
        @click=${this.press}
        @keydown=${this.key}
      ></canvas>
      <svg viewBox="0 0 ${cols} ${rows}" preserveAspectRatio="none" aria-hidden="true">
        <defs>
          <pattern
            id="hatch"
            class="hatch"
            width=${apart}
            height=${apart}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line x1=${apart / 2} y1="0" x2=${apart / 2} y2=${apart} />
          </pattern>
        </defs>
        ${drawOverlay(this, PEN)}
        ${pointed ? rect("pointed", { ...pointed, height: 1, width: 1 }) : nothing}
      </svg>
    `;
  }

  updated() {
    this.style.setProperty("--ratio", `${this.cols} / ${this.rows}`);
    const canvas = this.renderRoot.querySelector("canvas");
    const brush = canvas?.getContext("2d");
    if (brush) paint(brush, this.rows, this.cols, this.values, this.colour);
  }

  /** @param {PointerEvent|MouseEvent} event */
  at(event) {
    const { x, y } = fractionOn(/** @type {HTMLElement} */ (event.currentTarget), event);
    const part = (/** @type {number} */ share, /** @type {number} */ count) =>
      Math.min(Math.max(Math.floor(share * count), 0), count - 1);
    return {
      row: part(y, this.rows),
      col: part(x, this.cols),
    };
  }

  /** @param {PointerEvent} event */
  hover(event) {
    if (this.live) this.point(this.at(event));
  }

  /** @param {MouseEvent} event */
  press(event) {
    // A click by Enter on the focused canvas has no position.
    if (this.live) this.choose(event.detail === 0 ? this.pointed : this.at(event));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.live) return;
    const to = arrow("position", event);
    if (to) {
      const { row, col } = this.pointed ?? { row: 0, col: 0 };
      const first = this.pointed === null;
      this.point({
        row: Math.min(Math.max(row + (first ? 0 : to[0]), 0), this.rows - 1),
        col: Math.min(Math.max(col + (first ? 0 : to[1]), 0), this.cols - 1),
      });
    } else if (isShortcut("choose", event)) {
      this.choose(this.pointed);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {{ row: number, col: number }|null} cell */
  point(cell) {
    if (dequal(cell, this.pointed)) return;
    this.dispatchEvent(new CustomEvent("point", { detail: cell }));
  }

  /** @param {{ row: number, col: number }|null} cell */
  choose(cell) {
    if (cell) this.dispatchEvent(new CustomEvent("choose", { detail: cell }));
  }
}

/**
 * @param {string} name  of its class
 * @param {Box} box  cells
 */
function rect(name, { row, col, height, width }) {
  return svg`<rect class=${name} x=${col} y=${row} width=${width} height=${height} />`;
}

/**
 * Paints one pixel a cell.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {number} rows
 * @param {number} cols
 * @param {ArrayLike<number>} values
 * @param {(value: number) => string} colour
 */
export function paint(brush, rows, cols, values, colour) {
  const picture = brush.createImageData(cols, rows);
  for (let i = 0; i < rows * cols; i++) {
    const ink = rgb(colour(values[i] ?? Number.NaN));
    picture.data.set([...ink.map((part) => Math.round(part * 255)), 255], 4 * i);
  }
  brush.putImageData(picture, 0, 0);
}

/**
 * The same as a data URL, for an image.
 *
 * @param {number} rows
 * @param {number} cols
 * @param {ArrayLike<number>} values
 * @param {(value: number) => string} colour
 */
export function image(rows, cols, values, colour) {
  const canvas = document.createElement("canvas");
  [canvas.height, canvas.width] = [rows, cols];
  const brush = canvas.getContext("2d");
  if (brush) paint(brush, rows, cols, values, colour);
  return canvas.toDataURL();
}

define("heat-map", HeatMap);
