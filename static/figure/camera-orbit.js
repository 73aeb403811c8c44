/** @import { Turn } from "../types/state.js" */

/** Turns and zooms a camera by keys: pure functions from one `Turn` to the next. */

/** One key press turns by `angle` (radians) or zooms by the factor `zoom`. */
export const STEP = { angle: Math.PI / 24, zoom: 1.15 };
/** Smallest angle between the camera and straight up or down, radians. */
const POLE = 0.12;
/** Limits of zooming, the same as for the mouse wheel. */
const ZOOM = { min: 1 / 8, max: 3 };

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
 * @param {number} across  radians about the vertical axis; positive moves the camera to its right
 * @param {number} up  radians; positive raises the camera
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
 * @param {number} factor  above 1 moves nearer
 * @returns {Turn}
 */
export function zoomed(turn, factor) {
  return { ...turn, zoom: Math.min(Math.max(turn.zoom / factor, ZOOM.min), ZOOM.max) };
}
