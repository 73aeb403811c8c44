/** @import { Turn } from "../types/state.js" */

/** How a camera is turned and moved by keys: pure functions of how it stands. */

/** A press of a key turns by this, radians, and zooms by this factor. */
export const STEP = { angle: Math.PI / 24, zoom: 1.15 };
/** As near the poles as a camera may stand, radians from straight up and down. */
const POLE = 0.12;
/** As near and as far as a mouse's wheel goes. */
const ZOOM = { least: 1 / 8, most: 3 };

/**
 * @param {[number, number, number]} from  a preset's direction, of any length
 * @returns {Turn}
 */
export function unturned(from) {
  const length = Math.hypot(...from);
  return {
    from: /** @type {Turn["from"]} */ (from.map((part) => part / length)),
    zoom: 1,
    pan: [0, 0, 0],
  };
}

/**
 * @param {Turn} turn
 * @param {number} across  radians about the vertical by which the camera goes to its right
 * @param {number} up  radians by which it rises
 * @returns {Turn}
 */
export function orbit({ from: [x, y, z], zoom, pan }, across, up) {
  const round = Math.atan2(x, z) + across;
  const height = Math.min(Math.max(Math.acos(y) - up, POLE), Math.PI - POLE);
  const flat = Math.sin(height);
  return { from: [flat * Math.sin(round), Math.cos(height), flat * Math.cos(round)], zoom, pan };
}

/**
 * @param {Turn} turn
 * @param {number} factor  above 1: nearer
 * @returns {Turn}
 */
export function zoomed(turn, factor) {
  return { ...turn, zoom: Math.min(Math.max(turn.zoom / factor, ZOOM.least), ZOOM.most) };
}
