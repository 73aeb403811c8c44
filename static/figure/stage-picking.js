import { Raycaster, Vector2 } from "three";
import { pick } from "./layout.js";

/** @import { Stage } from "./stage.js" */
/** @import { Place } from "../types/api.js" */
/** @import { Unit } from "../types/state.js" */

/** How far outside its disc a press still hits a unit, px. */
const BESIDE = 3;
/** Light from which a cell counts as seen, 0 to 1. */
const LIT = 0.1;
/** Points around another one, right and down, px. */
const AROUND = Array.from({ length: 8 }, (_, eighth) => {
  const angle = (eighth * Math.PI) / 4;
  return [6 * Math.cos(angle), 6 * Math.sin(angle)];
});
const caster = new Raycaster();
const at = new Vector2();

/**
 * The cell that is seen at a point of the stage, or null. A point between lit cells means the nearest ones,
 * since a pointer is not that exact, and a finger less so.
 *
 * @param {Stage} stage
 * @param {number} x  px from the left
 * @param {number} y  px from the top
 * @returns {Place|null}
 */
export function cellAt(stage, x, y) {
  const exact = seenAt(stage, x, y);
  if (!exact || exact.light > LIT) return exact?.cell ?? null;
  const near = AROUND.flatMap(([right, down]) => seenAt(stage, x + right, y + down) ?? []);
  const best = near.reduce((a, b) => (b.light > a.light ? b : a), exact);
  return best.light > LIT ? best.cell : exact.cell;
}

/**
 * @param {Stage} stage
 * @param {number} x
 * @param {number} y
 */
function seenAt(stage, x, y) {
  const { size, layout, sheets, camera } = stage;
  at.set((x / size.width) * 2 - 1, 1 - (y / size.height) * 2);
  caster.setFromCamera(at, camera);
  const { origin, direction } = caster.ray;
  return pick(layout.volumes, origin, direction, (layer, channel, row, col) => {
    const volume = sheets.find(({ name }) => name === layer);
    return volume?.shine(channel, row, col) ?? { light: 0, cover: 0 };
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
    for (const [i, place] of column.places.entries()) {
      const disc = stage.project([column.x, place.y, place.z]);
      const far = Math.hypot(disc.x - x, disc.y - y);
      if (far > reach || far >= nearest) continue;
      nearest = far;
      found = { layer: column.layer.name, unit: column.units[i] ?? i };
    }
  }
  return found;
}
