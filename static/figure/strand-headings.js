import { layerColour } from "../charts/layer-colours.js";
import { textScale } from "../ui/text-scale.js";
import { volumeName } from "../i18n/labels.js";
import { label } from "./figure-labels.js";

/** @import { Stage } from "./stage.js" */

/** Gap between a volume and its name, px. */
const GAP = 6;

/**
 * The layers' short names below their volumes, as a strand's only labels.
 *
 * @param {Stage} stage
 * @returns {HTMLElement[]}
 */
export function strandHeadings(stage) {
  return stage.layout.volumes
    .filter(({ layer }) => layer.role === "volume")
    .map(({ layer, x, gap, height, width }) => {
      const end = x + gap * ((layer.shape[0] ?? 1) - 1);
      const floor = [
        stage.project([x, -height / 2, width / 2]),
        stage.project([end, -height / 2, width / 2]),
      ];
      const middle = floor.reduce((sum, { x }) => sum + x, 0) / floor.length;
      const low = Math.max(...floor.map(({ y }) => y));
      // Names stay on the stage, whichever way it is turned.
      const most = stage.canvas.clientHeight - 22 * textScale();
      const element = label("strand-heading", middle, Math.min(low + GAP, most), volumeName(layer));
      element.style.transform += " translateX(-50%)";
      element.style.setProperty("--ink", layerColour(layer));
      return element;
    });
}
