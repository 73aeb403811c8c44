/** @import { Turn } from "../types/state.js" */

/** Turns and zooms a camera by keys: pure functions from one `Turn` to the next. */

/** One key press turns by `angle` (radians) or zooms by the factor `zoom`. */
export const STEP = { angle: Math.PI / 24, zoom: 1.15 };
/**
 * Limits of the camera's direction, radians: its angle from straight up, and its angle about the
 * vertical axis, 0 where it would see the sheets edge-on with the input at the left. Within them sheets
 * are neither edge-on nor mirrored, and the flow runs to the right.
 */
export const LIMITS = { polar: [0.7, 1.85], azimuth: [-1.75, -0.35] };
/** Those of a strand, whose names stay beside their volumes. */
export const STRAND_LIMITS = { polar: [1.15, 1.65], azimuth: [-1.2, -0.45] };
/** Limits of zooming, the same as for the mouse wheel. */
const ZOOM = { min: 1 / 8, max: 3 };
/** Those of two fingers, whose pinch soon loses a small figure. */
const TOUCH_ZOOM = { min: 0.4, max: 1.5 };

/**
 * Limits of the camera's distance, as multiples of the preset's.
 *
 * @param {boolean} touch  whether fingers turn the figure
 */
export function zoomLimits(touch) {
  return touch ? TOUCH_ZOOM : ZOOM;
}

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
  const round = within(Math.atan2(x, z) + across, LIMITS.azimuth);
  const height = within(Math.acos(y) - up, LIMITS.polar);
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

/**
 * @param {number} value
 * @param {number[]} limits
 */
function within(value, [least = -Infinity, most = Infinity]) {
  return Math.min(Math.max(value, least), most);
}
