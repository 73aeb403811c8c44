import { rgb } from "./colour.js";

/**
 * The colours of signed numbers: over black, which is zero, to orange below and violet above. Blue,
 * green and yellow mean the volumes. Brightness grows with size on both sides, and the two can be
 * told apart whatever colours one sees.
 */
const BELOW = ["#0b0e14", "#7a3d12", "#ff9a4d", "#ffe3cc"];
const ABOVE = ["#0b0e14", "#63319a", "#b285ff", "#efe5ff"];

/**
 * @param {number} share  of the scale's end, -1 to 1, clipped
 * @returns {string}  a CSS colour
 */
export function signed(share) {
  const stops = share < 0 ? BELOW : ABOVE;
  const at = Math.min(Math.abs(share), 1) * (stops.length - 1);
  const first = Math.min(Math.floor(at), stops.length - 2);
  const [from, to] = [rgb(stops[first] ?? ""), rgb(stops[first + 1] ?? "")];
  const parts = from.map((part, i) =>
    Math.round(255 * (part + ((to[i] ?? 0) - part) * (at - first))),
  );
  return `rgb(${parts.join(" ")})`;
}

/** The whole scale, for a legend. */
export function signedGradient() {
  const stops = Array.from({ length: 13 }, (_, i) => signed(i / 6 - 1));
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
