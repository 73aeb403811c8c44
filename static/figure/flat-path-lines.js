import { cellBox } from "./flat-layout.js";
import { placeOf } from "../network/sent-slices.js";

/** @import { CellRef } from "../types/api.js" */
/** @import { FlatLayout } from "./flat-layout.js" */
/** @import { HeadPath } from "./path-lines.js" */

/** @typedef {{ x: number, y: number }} Point  px */

/**
 * The points of each contribution's line in the flat figure, strongest first.
 *
 * @param {FlatLayout} layout
 * @param {HeadPath|null} headPath
 * @returns {{ points: Point[], contribution: number }[]}
 */
export function flatWays(layout, headPath) {
  if (!headPath) return [];
  const { volumes, columns } = layout;
  const [last, hidden, output] = [volumes.at(-1), columns.at(-2), columns.at(-1)].map(
    (part) => part?.layer.name,
  );
  const path = (/** @type {[string|undefined, CellRef|null][]} */ stops) =>
    stops.flatMap(([name, ref]) => {
      const at = name === undefined || ref === null ? null : place(layout, name, ref);
      return at ? [at] : [];
    });
  if ("unit" in headPath) {
    const { unit, from, shares } = headPath;
    return shares.map(({ place: ref, contribution }) => ({
      points: path([
        [from, ref],
        [unit.layer, unit],
      ]),
      contribution,
    }));
  }
  return headPath.links.map(({ unit, contribution, ...cell }) => ({
    points: path([
      [last, cell],
      [hidden, unit === null ? null : { unit }],
      [output, { unit: headPath.output }],
    ]),
    contribution,
  }));
}

/**
 * The centre of a cell or a unit; null if the figure does not show it.
 *
 * @param {FlatLayout} layout
 * @param {string} name  of the layer
 * @param {CellRef} ref
 * @returns {Point|null}
 */
function place({ volumes, columns }, name, ref) {
  if ("unit" in ref) {
    const column = columns.find(({ layer }) => layer.name === name);
    return column?.places[placeOf(column.units, ref.unit)] ?? null;
  }
  const volume = volumes.find(({ layer }) => layer.name === name);
  if (!volume || placeOf(volume.slices, ref.channel) < 0) return null;
  const { x, y, width, height } = cellBox(volume, ref);
  return { x: x + width / 2, y: y + height / 2 };
}
