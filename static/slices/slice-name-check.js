/** @import { Sprite } from "../types/api.js" */
/** @import { ExcitationResult } from "../types/excitation.js" */

/**
 * Checks the name of a slice against the objects that excite it.
 *
 * A slice named after an object must be excited by it at every position, and by no other object. A
 * slice named after a part must be excited by exactly the objects with that part, each by a cell
 * whose receptive field contains one. Other names cannot be checked.
 *
 * @param {string} name
 * @param {ExcitationResult} result
 * @param {Map<string, Sprite>} palette
 * @returns {{ of: "object"|"part"|null, holds: boolean, by: string[] }}  by: all exciting objects
 */
export function sliceNameHolds(name, { objects, top, by_object: shares }, palette) {
  const by = shares.filter(({ active }) => (active ?? 0) > 0).map(({ object }) => object);
  const everywhere = shares.every(({ object, active }) => !by.includes(object) || active === 1);
  if (objects.includes(name)) {
    return { of: "object", holds: everywhere && by.length === 1 && by[0] === name, by };
  }
  const places = (/** @type {string} */ object) => palette.get(object)?.parts?.[name] ?? [];
  const having = objects.filter((object) => places(object).length > 0);
  if (having.length === 0) return { of: null, holds: false, by };
  const seen = top.every(({ object, row, col, field: { rows, cols } }) =>
    places(object).some(
      ([down, right]) =>
        row + down >= rows[0] &&
        row + down < rows[1] &&
        col + right >= cols[0] &&
        col + right < cols[1],
    ),
  );
  const same = having.length === by.length && having.every((object) => by.includes(object));
  return { of: "part", holds: everywhere && same && seen, by };
}
