import { LocalSpace } from "../browser/local-space.js";
import { layerColour } from "../charts/layer-colours.js";
import { textScale } from "../ui/text-scale.js";
import { volumeName } from "../i18n/labels.js";
import { label } from "./figure-labels.js";
import { lowest } from "./heading-layout.js";
import { endOf } from "./layout.js";

/** @import { Stage } from "./stage.js" */
/** @import { LayerCard } from "../types/api.js" */

/** Gap between a volume and its name, px. */
const GAP = 6;
/** Height of a name, px at a text scale of 1. */
const LINE = 21;

/**
 * The short names of the layers and of the head below them, as a strand's only labels.
 *
 * @param {Stage} stage
 * @returns {HTMLElement[]}
 */
export function strandHeadings(stage) {
  const { volumes, columns } = stage.layout;
  const stacks = volumes
    .filter(({ layer }) => layer.role === "volume")
    .map((box) => {
      const { layer, x, height, width } = box;
      const end = endOf(box);
      return named(stage, layer, [
        stage.project([x, -height / 2, width / 2]),
        stage.project([end, -height / 2, width / 2]),
      ]);
    });
  // The head's first column gives the name, since its layers stand close.
  const hidden = columns.filter(({ layer }) => layer.role === "hidden");
  const [first] = hidden.length > 0 ? hidden : columns;
  if (!first) return stacks;
  const discs = columns.flatMap(({ x, places }) =>
    places.map(({ y, z }) => stage.project([x, y, z])),
  );
  const low = Math.max(...discs.map(({ y }) => y)) + stage.disc(first) / 2;
  const middle = discs.reduce((sum, { x }) => sum + x, 0) / discs.length;
  return [
    ...stacks,
    named(stage, { ...first.layer, role: "hidden", kind: "fc" }, [{ x: middle, y: low }]),
  ];
}

/**
 * @param {Stage} stage
 * @param {LayerCard} layer
 * @param {{ x: number, y: number }[]} floor  px; the name stands below the lowest, in their middle
 */
function named(stage, layer, floor) {
  const middle = floor.reduce((sum, { x }) => sum + x, 0) / floor.length;
  const low = Math.max(...floor.map(({ y }) => y));
  // Names stay on the stage, whichever way it is turned.
  const most = stage.canvas.clientHeight - LINE * textScale();
  const element = label("strand-heading", middle, Math.min(low + GAP, most), volumeName(layer));
  element.style.transform += " translateX(-50%)";
  element.style.setProperty("--ink", layerColour(layer));
  return element;
}

/** Least gap between two names, px. */
const APART = 10;

/**
 * Moves names off the picture, those that overlap others to their left to the right, and all of them into
 * the stage.
 *
 * @param {HTMLElement} box  parent of the names
 * @param {{ x: number, y: number }[]} picture  corners of the input's sheets, px
 */
export function spread(box, picture) {
  const space = new LocalSpace(box);
  const names = /** @type {HTMLElement[]} */ ([...box.children])
    .map((element) => ({ element, rect: space.boxOf(element), by: 0 }))
    .sort((a, b) => a.rect.left - b.rect.left);
  const same = (/** @type {DOMRect} */ a, /** @type {DOMRect} */ b) =>
    a.top < b.bottom && b.top < a.bottom;
  const end = Math.max(...picture.map(({ x }) => x));
  names.forEach((each, i) => {
    const { left, right, top, height } = each.rect;
    const low = lowest(picture, left, right) + GAP;
    if (low > top && low + height <= space.height) {
      // Below the picture.
      each.element.style.marginTop = `${(low - top).toFixed(1)}px`;
      each.rect = new DOMRect(left, low, right - left, height);
    } else if (low > top) each.by = Math.max(end + GAP - left, 0);
    for (const other of names.slice(0, i)) {
      if (!same(each.rect, other.rect)) continue;
      each.by = Math.max(each.by, other.rect.right + other.by + APART - each.rect.left);
    }
  });
  names.reverse().forEach((each, i) => {
    each.by = Math.min(each.by, space.width - each.rect.right);
    for (const other of names.slice(0, i)) {
      if (!same(each.rect, other.rect)) continue;
      each.by = Math.min(each.by, other.rect.left + other.by - APART - each.rect.right);
    }
    // Names may touch rather than begin off the stage.
    each.by = Math.max(each.by, -each.rect.left);
    each.element.style.marginLeft = `${each.by.toFixed(1)}px`;
  });
}
