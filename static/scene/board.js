import { html, nothing } from "lit";

/**
 * The board of the scene: its canvas, and what lies over it. Pointers and keys move objects.
 *
 * @param {object} board
 * @param {number} board.rows  px
 * @param {number} board.cols  px
 * @param {string} board.label
 * @param {string} [board.described]  id of the element with the hint
 * @param {(event: PointerEvent) => void} board.press
 * @param {(event: PointerEvent) => void} board.hover
 * @param {(event: KeyboardEvent) => void} board.key
 * @param {unknown} over
 */
export function board({ rows, cols, label, described, press, hover, key }, over) {
  // A 64th of the longer side, px of the canvas, so that overlays have the same size on every canvas.
  const unit = Math.max(rows, cols) / 64;
  return html`
    <div
      class="board"
      .style=${`--ratio: ${cols} / ${rows}; --unit: ${unit}`}
      tabindex="0"
      role="application"
      aria-label=${label}
      aria-describedby=${described ?? nothing}
      @pointerdown=${press}
      @pointermove=${hover}
      @keydown=${key}
    >
      <canvas width=${cols} height=${rows}></canvas>
      ${over}
    </div>
  `;
}
