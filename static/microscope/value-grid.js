import { msg, str } from "@lit/localize";
import { css, html, nothing, svg } from "lit";
import { arrow, isShortcut } from "../ui/keys.js";

/** @import { Seen } from "../types/api.js" */

/**
 * A small grid of numbers as coloured squares; each square's title is its exact number.
 *
 * @typedef {object} Grid
 * @property {number[][]} values  [row][col]
 * @property {(value: number) => string} colour  a CSS colour
 * @property {string} label  accessible name
 * @property {string} path  of `values` in the API's response
 * @property {(i: number, j: number) => string} [place]  name of a square
 * @property {(i: number, j: number) => boolean} [missing]  whether a square is padding
 * @property {(i: number, j: number) => boolean} [later]  whether a square's value is not shown yet
 * @property {boolean} [written]  whether squares show their numbers
 * @property {[number, number]|null} [framed]  row and col of the square to frame
 * @property {[number, number]|null} [pointed]
 * @property {(at: [number, number]|null) => void} [point]  called when the pointer enters a square; null: leaves
 * @property {(at: [number, number]) => void} [choose]  called when a square is pressed
 * @property {boolean} [keys]  whether it takes keys: arrows point, Enter presses
 */

/** @param {Grid} grid */
export function cellGrid(grid) {
  const { values, colour, label, path, place, missing, later, written } = grid;
  const { framed, pointed, point, choose, keys } = grid;
  const rows = values.length;
  const cols = values[0]?.length ?? 0;
  const at = (/** @type {Event} */ event) => {
    const square = /** @type {Element} */ (event.target);
    const [i, j] = [square.getAttribute("data-i"), square.getAttribute("data-j")];
    return i === null || j === null ? null : /** @type {[number, number]} */ ([+i, +j]);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const to = arrow("position", event);
    if (to) {
      // The first arrow points at the framed square; later ones move on.
      const [row, col] = pointed ?? framed ?? [0, 0];
      const [down, right] = pointed ? to : [0, 0];
      point?.([
        Math.min(Math.max(row + down, 0), rows - 1),
        Math.min(Math.max(col + right, 0), cols - 1),
      ]);
    } else if (isShortcut("choose", event) && pointed) {
      choose?.(pointed);
    } else {
      return;
    }
    event.preventDefault();
  };
  return html`<svg
    class=${choose ? "grid open" : "grid"}
    viewBox="0 0 ${cols} ${rows}"
    role=${keys ? "application" : "img"}
    aria-label=${label}
    tabindex=${keys ? 0 : nothing}
    @keydown=${keys ? press : nothing}
    @blur=${keys && point ? () => point(null) : nothing}
    @pointerover=${point ? (/** @type {Event} */ event) => point(at(event)) : nothing}
    @pointerleave=${point ? () => point(null) : nothing}
    @click=${
      choose
        ? (/** @type {Event} */ event) => {
            const square = at(event);
            if (square) choose(square);
          }
        : nothing
    }
  >
    ${values.map((line, i) =>
      line.map((value, j) => {
        const gone = missing?.(i, j);
        const name = place ? `${place(i, j)}: ` : "";
        return svg`<rect class=${gone ? "missing" : later?.(i, j) ? "later" : ""} x=${j} y=${i} width="1" height="1"
          fill=${gone ? "transparent" : colour(value)} data-i=${i} data-j=${j}
          data-exact=${value} data-number="${path}.${i}.${j}"
          ><title>${name}${value}</title></rect>`;
      }),
    )}
    ${
      written
        ? values.map((line, i) =>
            line.map(
              (value, j) =>
                svg`<text class="written" x=${j + 0.5} y=${i + 0.5}>${short(value)}</text>`,
            ),
          )
        : nothing
    }
    ${frame("framed", framed)} ${frame("pointed", pointed)}
  </svg>`;
}

/** Letters that fit in a small place. */
const SHORT = 6;

/**
 * A number of at most three digits and six letters, for small places; the exact one stands in a title
 * beside it.
 *
 * @param {number} value
 */
export function short(value) {
  const text = String(Number(value.toPrecision(3)));
  if (text.length <= SHORT || Math.abs(value) >= 1) return text;
  return Math.abs(value) < 0.0005 ? "≈0" : String(Number(value.toFixed(3)));
}

/**
 * @param {string} name
 * @param {[number, number]|null|undefined} at
 */
function frame(name, at) {
  if (!at) return nothing;
  return svg`<rect class=${name} x=${at[1]} y=${at[0]} width="1" height="1" />`;
}

/**
 * A rounded number; its title is the exact one.
 *
 * @param {number} value
 * @param {string} path  of the number in the API's response
 * @param {number} [digits]  significant ones
 */
export function exact(value, path, digits = 6) {
  return html`<span class="number" title=${value} data-exact=${value} data-number=${path}
    >${Number(value.toPrecision(digits))}</span
  >`;
}

/**
 * Names the squares of a window by row and col.
 *
 * @param {{ rows: Seen, cols: Seen }} window
 * @returns {(i: number, j: number) => string}
 */
export function placeName({ rows, cols }) {
  return (i, j) => {
    const [row, col] = [rows[i] ?? null, cols[j] ?? null];
    return row === null || col === null ? msg("padding") : msg(str`row ${row}, col ${col}`);
  };
}

/**
 * Tells which squares of a window are padding.
 *
 * @param {{ rows: Seen, cols: Seen }} window
 * @returns {(i: number, j: number) => boolean}
 */
export function inPadding({ rows, cols }) {
  return (i, j) => (rows[i] ?? null) === null || (cols[j] ?? null) === null;
}

export const gridStyle = css`
  .grid {
    display: block;
    width: 100%;
    /* Padding shows through. */
    background: var(--hatch);
    overflow: visible;
  }
  /* The ring of focus takes the edge's place. */
  .grid:not(:focus-visible) {
    outline: 1px solid color-mix(in srgb, var(--quiet) 55%, transparent);
  }
  .grid rect {
    stroke: #0b0e14;
    stroke-width: 0.06;
  }
  .grid rect.later {
    fill: var(--raised);
  }
  .grid .written {
    font-size: 0.26px;
    text-anchor: middle;
    dominant-baseline: central;
    fill: #fff;
    paint-order: stroke;
    stroke: #000;
    stroke-width: 0.06px;
    pointer-events: none;
  }
  .grid.open rect:not(.missing) {
    cursor: pointer;
  }
  .grid .framed,
  .grid .pointed {
    fill: none;
    pointer-events: none;
    stroke: #fff;
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
    /* White on white is seen too. */
    filter: drop-shadow(0 0 1px #000);
  }
  .grid .pointed {
    stroke-dasharray: 2 2;
  }
  :host {
    --hatch: repeating-linear-gradient(
      45deg,
      var(--stage) 0 3px,
      color-mix(in srgb, var(--stage-quiet) 55%, var(--stage)) 3px 4px
    );
  }
`;
