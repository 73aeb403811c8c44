import { MARKS } from "../state/network-sides.js";

/** @import { Side } from "../types/state.js" */

/**
 * The side with the mark 1 or 2 in a permalink.
 *
 * @param {string|undefined} mark
 * @returns {Side|null}
 */
export function sideOf(mark) {
  const sides = /** @type {Side[]} */ (Object.keys(MARKS));
  return sides.find((side) => MARKS[side] === mark) ?? null;
}
