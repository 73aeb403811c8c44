import { LocalSpace } from "../browser/local-space.js";
import { pictureOf } from "./cell-anchor.js";
import { corners } from "./receptive-field-frustum.js";
import { sheetAt } from "./layout.js";

/** @import { Figure, Rect } from "../types/figure.js" */

const LABELS = ".answer, .output, .heading, .filter.lit, .tip, .reset";

/**
 * Boxes of a figure's labels, of its picture, and of what a marked cell sees, which popovers should not
 * cover.
 *
 * @param {Figure} figure
 * @returns {Rect[]}  px of the window
 */
export function labelBoxes({ box, stage }) {
  const labels = [...box.querySelectorAll(LABELS)];
  return [
    ...labels.map((label) => label.getBoundingClientRect()),
    ...pictureOf(stage),
    ...coneOf(stage),
  ];
}

/**
 * Boxes around the marked cell's cone, one from each sheet of it to the next.
 *
 * @param {Figure["stage"]} stage
 * @returns {Rect[]}  px of the window
 */
function coneOf(stage) {
  const board = new LocalSpace(stage.canvas);
  const rings = stage.seen.flatMap(({ layer, channels: [first, end], clipped }) => {
    const volume = stage.layout.volumes.find((box) => box.layer.name === layer.name);
    if (!volume) return [];
    return [end - 1, first].map((slice) =>
      corners(volume, clipped, sheetAt(volume, slice)).map((at) => stage.project(at)),
    );
  });
  return rings.slice(1).map((ring, i) => {
    const all = [...(rings[i] ?? []), ...ring];
    const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
    return board.onPage({ left, top, width, height });
  });
}
