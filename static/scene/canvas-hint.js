import { msg, str } from "@lit/localize";
import { html } from "lit";

/** @import { Card } from "../types/api.js" */
/** @import { Tool } from "../types/state.js" */
/** @import { Brush } from "../types/training.js" */

/**
 * How to use the canvas with the tool in hand.
 *
 * @param {Tool["kind"]} tool
 * @param {number} stride  px that Shift with an arrow key moves by
 * @param {boolean} removable  whether objects can be removed
 */
export function canvasHint(tool, stride, removable) {
  switch (tool) {
    case "pen":
      return byPointer(
        msg("The button Pen, under “Your own”, puts the pen away."),
        msg("Draw with mouse, finger or pen; keys cannot draw. Escape puts the pen away."),
      );
    case "eraser":
      return byPointer(
        msg("The button Eraser, under “Your own”, puts the eraser away."),
        msg("Rub out with mouse, finger or pen. Escape puts the eraser away."),
      );
    default:
      if (stride === 1) {
        return removable
          ? msg("Arrow keys move it by 1 px. Delete removes it; N selects the next object.")
          : msg("Arrow keys move it by 1 px; N selects the next object.");
      }
      return removable
        ? msg(
            str`Arrow keys move it by 1 px, with Shift by ${stride} px. Delete removes it; N selects the next object.`,
          )
        : msg(
            str`Arrow keys move it by 1 px, with Shift by ${stride} px; N selects the next object.`,
          );
  }
}

/**
 * How to use the canvas with the brush of trainings in hand.
 *
 * @param {NonNullable<Brush>} brush
 */
export function brushHint(brush) {
  return brush === "brush"
    ? byPointer(
        msg("The button “Drag objects” puts the brush down."),
        msg(
          "Arrow keys move the brush, Space paints. Escape puts it down: then objects can be dragged.",
        ),
      )
    : byPointer(
        msg("The button “Drag objects” puts the eraser away."),
        msg(
          "Arrow keys move the eraser, Space rubs out. Escape puts it away: then objects can be dragged.",
        ),
      );
}

/**
 * A hint for touch screens, and one for the rest.
 *
 * @param {string} touch
 * @param {string} other
 */
function byPointer(touch, other) {
  return html`<span class="touch">${touch}</span><span class="keys">${other}</span>`;
}

/**
 * Stride of a network's last volume, px.
 *
 * @param {Card} card
 */
export function lastStride({ layers }) {
  return layers.findLast(({ shape }) => shape.length === 3)?.stride ?? 1;
}
