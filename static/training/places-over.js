import { nothing, svg } from "lit";
import { sizesOf } from "./data-sizes.js";
import { shareColour, viewedMap } from "./place-map.js";
import { CELL } from "./region.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Training } from "../types/training.js" */

/**
 * The map of a training over the canvas: a tile for each place, at the middle of an object that lies there, in
 * cells of the region; nothing before the first map.
 *
 * @param {Training|null} training
 * @param {Context["palette"]} palette
 */
export function placesOver(training, palette) {
  const map = training && viewedMap(training);
  if (!map) return nothing;
  const { rows, cols, correct } = map;
  const sizes = sizesOf(training.form, palette);
  const half = (/** @type {"height"|"width"} */ along) =>
    sizes.reduce((sum, size) => sum + size[along], 0) / (2 * Math.max(sizes.length, 1));
  const [down, right] = [half("height"), half("width")];
  const [height, width] = [rows, cols].map((px) => ((px[1] ?? CELL) - (px[0] ?? 0)) / CELL);
  return rows.flatMap((row, i) =>
    cols.map(
      (col, j) =>
        svg`<rect class="place" x=${(col + right) / CELL - (width ?? 1) / 2}
          y=${(row + down) / CELL - (height ?? 1) / 2} width=${width} height=${height}
          fill=${shareColour(correct[i]?.[j] ?? 0)} />`,
    ),
  );
}
