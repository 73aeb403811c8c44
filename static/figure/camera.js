import { msg } from "@lit/localize";
import { Vector3 } from "three";
import { USUAL_SPREAD, layOut, outermost } from "./layout.js";
import { SHORTCUTS } from "../ui/shortcuts.js";

/** @import { PerspectiveCamera } from "three" */
/** @import { Layout } from "./layout.js" */
/** @import { Camera, Turn } from "../types/state.js" */
/** @import { Card } from "../types/api.js" */

/**
 * Where a preset puts the camera of one figure. Turns are relative to it, so that figures of
 * different sizes can share a turn.
 *
 * @typedef {{ target: Vector3, distance: number }} Home
 */

/**
 * Direction from the figure's centre to the camera. The flow runs to the right, and each sheet shows
 * the face towards the input.
 *
 * @type {Record<Camera["preset"], { title: () => string, key: string, from: [number, number, number] }>}
 */
export const PRESETS = {
  flow: { title: () => msg("Flow"), key: SHORTCUTS.flow.keys[0] ?? "", from: [-0.88, 0.4, 0.62] },
  front: {
    title: () => msg("Slices"),
    key: SHORTCUTS.front.keys[0] ?? "",
    from: [-0.92, 0.2, 0.5],
  },
  side: { title: () => msg("Side"), key: SHORTCUTS.side.keys[0] ?? "", from: [-0.4, 0.16, 0.92] },
};

/** Lowest camera: any lower, sheets would hide the upper edges of those behind them. */
const LOW = 0.1;

/**
 * A preset's direction, adapted to the stage's aspect ratio. On a wide stage the camera is lower,
 * since the figure then needs less height and can be drawn larger.
 *
 * @param {Camera["preset"]} preset
 * @param {number} aspect  width to height
 * @returns {[number, number, number]}
 */
export function direction(preset, aspect) {
  const [along, up, across] = PRESETS[preset].from;
  return [along, Math.min(up, Math.max(LOW, (up * 1.2) / aspect ** 1.7)), across];
}

/** Limits of the factor by which distances along the flow are stretched, and steps of finding it. */
const STRETCH = { min: 0.62, max: 2.6, steps: 12 };
/** The limit in a strand, which is low and wide, and has no labels beside its sheets. */
const STRAND_STRETCH = 5;

/**
 * The factor for distances along the flow with which a figure, seen from `from`, has the proportions of
 * the stage. The spread does not change it, so that spreading a figure still shows.
 *
 * @param {Card} card
 * @param {[number, number, number]} from
 * @param {number} aspect  width to height of the room for the volumes
 * @param {boolean} [strand]  whether it is a strand
 */
export function stretchFor(card, from, aspect, strand = false) {
  const away = new Vector3(...from).normalize();
  const right = new Vector3(0, 1, 0).cross(away).normalize();
  const up = away.clone().cross(right);
  let { min, max } = STRETCH;
  if (strand) max = STRAND_STRETCH;
  for (let step = 0; step < STRETCH.steps; step++) {
    const middle = Math.sqrt(min * max);
    const points = outermost(layOut(card, USUAL_SPREAD, middle)).map((at) => new Vector3(...at));
    if (extent(points, right) / extent(points, up) < aspect) min = middle;
    else max = middle;
  }
  return Math.sqrt(min * max);
}

/**
 * The length of points along a direction.
 *
 * @param {Vector3[]} points
 * @param {Vector3} along
 */
function extent(points, along) {
  const places = points.map((at) => at.dot(along));
  return Math.max(...places) - Math.min(...places);
}

/**
 * Most rounds of fitting a figure; the error that ends it, and the least room for the volumes, on a stage
 * that its margins would fill, as parts of the view.
 */
const FIT = { rounds: 32, close: 5e-4, room: 0.1 };

/**
 * Moves the camera back along `from` until the whole layout is in view, and centres it.
 *
 * @param {PerspectiveCamera} camera
 * @param {Vector3} target  set to the point that the camera looks at
 * @param {Layout} layout
 * @param {[number, number, number]} from
 * @param {{ left: number, right: number, top: number, bottom: number }} margin  fractions of the view
 */
export function fit(camera, target, layout, from, margin) {
  const { x, y, z } = layout.bounds;
  const corners = outermost(layout).map((at) => new Vector3(...at));
  const seen = corners.map((corner) => corner.clone());
  const direction = new Vector3(...from).normalize();
  target.set((x[0] + x[1]) / 2, (y[0] + y[1]) / 2, (z[0] + z[1]) / 2);
  let distance = 400;
  // Perspective makes size and centre depend on each other, so iterate: long figures take more rounds.
  for (let round = 0; round < FIT.rounds; round++) {
    camera.position.copy(target).addScaledVector(direction, distance);
    camera.lookAt(target);
    camera.updateMatrixWorld();
    seen.forEach((point, i) => point.copy(corners[i] ?? point).project(camera));
    const [left, right] = [Math.min(...seen.map((p) => p.x)), Math.max(...seen.map((p) => p.x))];
    const [low, high] = [Math.min(...seen.map((p) => p.y)), Math.max(...seen.map((p) => p.y))];
    const wide = (right - left) / (2 * Math.max(1 - margin.left - margin.right, FIT.room));
    const tall = (high - low) / (2 * Math.max(1 - margin.top - margin.bottom, FIT.room));
    const half = distance * Math.tan((camera.fov * Math.PI) / 360);
    const right3 = new Vector3().setFromMatrixColumn(camera.matrixWorld, 0);
    const up3 = new Vector3().setFromMatrixColumn(camera.matrixWorld, 1);
    const offX = (left + right) / 2 - (margin.left - margin.right);
    const offY = (low + high) / 2 - (margin.bottom - margin.top);
    target.addScaledVector(right3, offX * half * camera.aspect).addScaledVector(up3, offY * half);
    const by = Math.max(wide, tall);
    distance *= by;
    if (Math.max(Math.abs(offX), Math.abs(offY), Math.abs(by - 1)) < FIT.close) break;
  }
  camera.position.copy(target).addScaledVector(direction, distance);
  camera.lookAt(target);
  camera.updateMatrixWorld();
}

/**
 * The camera's turn relative to its preset.
 *
 * @param {PerspectiveCamera} camera
 * @param {Vector3} target
 * @param {Home} home
 * @returns {Turn}
 */
export function turnOf(camera, target, home) {
  const away = camera.position.clone().sub(target);
  const moved = target.clone().sub(home.target).divideScalar(home.distance);
  return {
    zoom: away.length() / home.distance,
    from: away.normalize().toArray(),
    pan: moved.toArray(),
  };
}

/**
 * Applies a turn to a camera.
 *
 * @param {PerspectiveCamera} camera
 * @param {Vector3} target  set to the point that the camera looks at
 * @param {Home} home
 * @param {Turn} turn
 */
export function apply(camera, target, home, { from, zoom, pan }) {
  target.copy(home.target).addScaledVector(new Vector3(...pan), home.distance);
  camera.position.copy(target).addScaledVector(new Vector3(...from), zoom * home.distance);
  camera.lookAt(target);
  camera.updateMatrixWorld();
}
