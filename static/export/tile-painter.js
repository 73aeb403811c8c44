import { named } from "../i18n/locale.js";
import { boxOf, GAP, TILE } from "../opening/tiles.js";

/** @import { Sprite } from "../types/api.js" */
/** @import { Tiles } from "../types/state.js" */

/** Colours of right and wrong on black. */
export const RIGHT = "#5fdcab";
export const WRONG = "#ff9c8f";

/**
 * Draws the first screen's tiles over the canvas, as the page does: ✓, or the wrong answer's first letter.
 *
 * @param {CanvasRenderingContext2D} brush  in px of the canvas
 * @param {Tiles} tiles
 * @param {Pick<Sprite, "height"|"width">} object  that the tiles are of
 */
export function paintTiles(brush, tiles, object) {
  const side = TILE - GAP;
  const middle = side / 2;
  brush.save();
  brush.globalCompositeOperation = "screen";
  brush.font = `700 3.4px ${getComputedStyle(document.body).fontFamily}`;
  brush.textAlign = "center";
  brush.textBaseline = "alphabetic";
  brush.lineWidth = 0.45;
  brush.lineCap = brush.lineJoin = "round";
  for (const tile of tiles.values()) {
    const { x, y } = boxOf(tile, object);
    const [left, top] = [x + GAP / 2, y + GAP / 2];
    brush.fillStyle = brush.strokeStyle = tile.right ? RIGHT : WRONG;
    brush.globalAlpha = 0.4;
    brush.beginPath();
    brush.roundRect(left, top, side, side, 0.6);
    brush.fill();
    brush.globalAlpha = 1;
    if (tile.right) {
      brush.beginPath();
      brush.moveTo(left + middle - 0.9, top + middle);
      brush.lineTo(left + middle - 0.25, top + middle + 0.7);
      brush.lineTo(left + middle + 0.95, top + middle - 0.8);
      brush.stroke();
    } else {
      brush.fillText([...named(tile.answer)][0] ?? "", left + middle, top + middle + 1.2);
    }
  }
  brush.restore();
}
