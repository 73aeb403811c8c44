import { msg } from "@lit/localize";
import { INITIAL_STATE } from "../../state/initial-state.js";
import { BETWEEN } from "../scene-codec.js";
import { decimal, plain } from "../url-params.js";

/** @import { Part, UrlParams } from "../url-params.js" */
/** @import { Camera, Turn } from "../../types/state.js" */

/** @type {Record<Camera["preset"], true>} */
const PRESETS = { flow: true, front: true, side: true };
/** The figure's own limits of the camera's distance and panning. */
const ZOOM = [1 / 8, 3];
const ASIDE = 1;
/** Error of a unit vector's length by rounding, at most. */
const SLACK = 1e-3;

/** The figures' camera. @type {Part} */
export const part = {
  names: ["camera", "turn"],
  keys: ["camera"],
  // The tour turns the camera again where a link opens its step.
  write: ({ camera: { preset, turn, guided } }) => ({
    camera: preset === INITIAL_STATE.camera.preset ? null : preset,
    turn: guided ? null : turn && [...turn.from, turn.zoom, ...turn.pan].map(plain).join(BETWEEN),
  }),
  read: (params) => ({
    camera: {
      preset:
        params.oneOf("camera", /** @type {Camera["preset"][]} */ (Object.keys(PRESETS))) ??
        INITIAL_STATE.camera.preset,
      turn: readTurn(params),
    },
  }),
};

/**
 * @param {UrlParams} params
 * @returns {Turn|null}
 */
function readTurn(params) {
  const text = params.get("turn");
  if (text === null) return null;
  const found = text.split(BETWEEN).map(decimal);
  const numbers = found.filter((number) => number !== null);
  const [x = 0, y = 0, z = 0, zoom = 0, ...pan] = numbers;
  const [right = 0, up = 0, back = 0] = pan;
  const [near = 0, far = 0] = ZOOM;
  if (
    found.length === 7 &&
    numbers.length === 7 &&
    Math.abs(Math.hypot(x, y, z) - 1) < SLACK &&
    zoom >= near - SLACK &&
    zoom <= far + SLACK &&
    Math.hypot(...pan) <= ASIDE
  ) {
    return { from: [x, y, z], zoom, pan: [right, up, back] };
  }
  const before = text.split(BETWEEN).slice(0, Math.max(0, found.indexOf(null)));
  const at = before.reduce((sum, item) => sum + item.length + BETWEEN.length, 0);
  params.refuse(
    "turn",
    msg("a unit vector, a zoom from 0.125 to 3 and a way aside of at most 1"),
    text,
    at,
  );
  return null;
}
