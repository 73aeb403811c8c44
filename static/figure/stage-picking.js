import { Raycaster, Vector2 } from "three";
import { pick } from "./layout.js";

/** @import { Stage } from "./stage.js" */
/** @import { Place } from "../types/api.js" */
/** @import { Unit } from "../types/state.js" */

/** How far outside its disc a press still hits a unit, px. */
const BESIDE = 3;
const caster = new Raycaster();
const at = new Vector2();

/**
 * The cell under a point of the stage, or null.
 *
 * @param {Stage} stage
 * @param {number} x  px from the left
 * @param {number} y  px from the top
 * @returns {Place|null}
 */
export function cellAt(stage, x, y) {
  const { volumes } = stage.layout;
  at.set((x / stage.size.width) * 2 - 1, 1 - (y / stage.size.height) * 2);
  caster.setFromCamera(at, stage.camera);
  const { origin, direction } = caster.ray;
  return pick(volumes, origin, direction, (layer, channel, row, col) => {
    const box = volumes.find((volume) => volume.layer.name === layer);
    const bytes = stage.frame?.volumes.get(layer)?.bytes;
    const [, rows = 1, cols = 1] = box?.layer.shape ?? [];
    return (bytes?.[(channel * rows + row) * cols + col] ?? 0) > 0;
  });
}

/**
 * The unit of the head under a point of the stage, or null.
 *
 * @param {Pick<Stage, "layout"|"disc"|"project">} stage
 * @param {number} x  px from the left
 * @param {number} y  px from the top
 * @returns {Omit<Unit, "side">|null}
 */
export function unitAt(stage, x, y) {
  let nearest = Infinity;
  let found = null;
  for (const column of stage.layout.columns) {
    const reach = stage.disc(column) / 2 + BESIDE;
    for (const [unit, place] of column.places.entries()) {
      const disc = stage.project([column.x, place.y, place.z]);
      const far = Math.hypot(disc.x - x, disc.y - y);
      if (far > reach || far >= nearest) continue;
      nearest = far;
      found = { layer: column.layer.name, unit };
    }
  }
  return found;
}
