import { rgb } from "./layer-colours.js";

/**
 * The colours of maps. Blue, green and yellow mean the input and the first volumes, so maps go from
 * the stage's black over red to a pale skin tone, and signed ones from orange over black to violet.
 * Brightness grows with size in each, so that they can be read without seeing hues.
 */

const SEQUENTIAL = ["#0b0e14", "#45193f", "#9c1f56", "#df4a55", "#f59b7a", "#fdeee3"];
const NEGATIVE = ["#0b0e14", "#7a3d12", "#ff9a4d", "#ffe3cc"];
const POSITIVE = ["#0b0e14", "#63319a", "#b285ff", "#efe5ff"];

/** A cell that has not been measured: no colour of any map. */
export const UNKNOWN = "#5d6677";

/**
 * The colour of a share of a map's range.
 *
 * @param {number} share  0 to 1, clipped; NaN is not known
 * @returns {string}  #rrggbb
 */
export function sequential(share) {
  return along(SEQUENTIAL, share);
}

/**
 * The colour of a share of a signed map's range.
 *
 * @param {number} share  -1 to 1, clipped; NaN is not known
 * @returns {string}  #rrggbb
 */
export function diverging(share) {
  return along(share < 0 ? NEGATIVE : POSITIVE, Math.abs(share));
}

/**
 * @param {string[]} stops  #rrggbb, evenly spaced
 * @param {number} share
 */
function along(stops, share) {
  if (Number.isNaN(share)) return UNKNOWN;
  const at = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const first = Math.min(Math.floor(at), stops.length - 2);
  const [a, b] = [rgb(stops[first] ?? ""), rgb(stops[first + 1] ?? "")];
  const mixed = a.map((part, i) => part + ((b[i] ?? 0) - part) * (at - first));
  return `#${mixed.map((part) => hex(part)).join("")}`;
}

/** @param {number} part  0 to 1 */
function hex(part) {
  return Math.round(part * 255)
    .toString(16)
    .padStart(2, "0");
}

/**
 * A ramp as a CSS gradient, for legends.
 *
 * @param {boolean} signed
 */
export function gradient(signed) {
  const stops = Array.from({ length: 13 }, (_, i) =>
    signed ? diverging(i / 6 - 1) : sequential(i / 12),
  );
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
