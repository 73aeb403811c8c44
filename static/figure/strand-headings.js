import { layerColour } from "../charts/layer-colours.js";
import { textScale } from "../ui/text-scale.js";
import { volumeName } from "../i18n/labels.js";
import { label } from "./figure-labels.js";

/** @import { Stage } from "./stage.js" */
/** @import { LayerCard } from "../types/api.js" */

/** Gap between a volume and its name, px. */
const GAP = 6;

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
    .map(({ layer, x, gap, height, width }) => {
      const end = x + gap * ((layer.shape[0] ?? 1) - 1);
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
  const most = stage.canvas.clientHeight - 22 * textScale();
  const element = label("strand-heading", middle, Math.min(low + GAP, most), volumeName(layer));
  element.style.transform += " translateX(-50%)";
  element.style.setProperty("--ink", layerColour(layer));
  return element;
}
