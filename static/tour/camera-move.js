import { direction } from "../figure/camera.js";
import { stepOf } from "./steps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Camera, Turn } from "../types/state.js" */
/** @import { Shot } from "./types.js" */

/** Duration of a move, ms. */
const DURATION_MS = 600;
const PRESET = "flow";
/** Width of the narrowest stage, px, that the camera moves on; on others it would cut the input off. */
const LEAST_WIDTH = 700;

/**
 * Moves the camera of the figures to where the step's text looks; with reduced motion it is there at
 * once. A move ends when the user turns the figure. Leaving the tour restores the camera with the page.
 */
export class CameraMove {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    /** @type {string|null} */
    this.step = context.store.get("tour")?.step ?? null;
    this.pending = requestAnimationFrame(() => this.open());
    context.store.on(["tour"], () => this.follow());
  }

  /** Moves the camera for the step that the page opens with, unless its link has the user's own turn. */
  open() {
    const shot = stepOf(this.step ?? undefined)?.camera;
    if (shot && !this.context.store.get("camera").turn) this.move(shot);
  }

  follow() {
    const id = this.context.store.get("tour")?.step ?? null;
    if (id === this.step) return;
    this.step = id;
    cancelAnimationFrame(this.pending);
    const step = stepOf(id ?? undefined);
    // The step's figures are laid out first: how the camera fits them depends on their shape.
    if (step) this.pending = requestAnimationFrame(() => this.move(step.camera ?? null));
  }

  /** @param {Shot|null} shot  null: the whole figure */
  move(shot) {
    const { store, figures } = this.context;
    const box = figures?.get("model")?.box;
    const near = box && box.clientWidth < LEAST_WIDTH ? null : shot;
    const aspect = box ? box.clientWidth / Math.max(box.clientHeight, 1) : 1;
    const from = unit(direction(PRESET, aspect));
    /** @type {Turn} */
    const home = { from, zoom: 1, pan: [0, 0, 0] };
    const { preset, turn } = store.get("camera");
    /** @type {Turn} */
    const to = near
      ? { from: unit(direction(near.towards, aspect)), zoom: near.zoom, pan: near.pan }
      : home;
    /** @type {Camera} */
    const end = near ? { preset: PRESET, turn: to, guided: true } : { preset: PRESET, turn: null };
    const start = preset === PRESET ? (turn ?? home) : null;
    if (!start || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      store.set("camera", end);
      return;
    }
    const began = performance.now();
    let last = store.get("camera");
    /** @param {number} now */
    const advance = (now) => {
      if (store.get("camera") !== last) return;
      const time = Math.min(Math.max(now - began, 0) / DURATION_MS, 1);
      const share = time * time * (3 - 2 * time);
      /** @type {Camera} */
      const view =
        time < 1 ? { preset: PRESET, turn: between(start, to, share), guided: true } : end;
      store.set("camera", view);
      last = view;
      if (time < 1) this.pending = requestAnimationFrame(advance);
    };
    if (start !== to) this.pending = requestAnimationFrame(advance);
  }
}

/**
 * A turn on the way from one to another.
 *
 * @param {Turn} a
 * @param {Turn} b
 * @param {number} share  of the way
 * @returns {Turn}
 */
export function between(a, b, share) {
  const mix = (/** @type {number} */ from, /** @type {number} */ to) => from + (to - from) * share;
  const [x, y, z] = [0, 1, 2].map((i) => mix(a.from[i] ?? 0, b.from[i] ?? 0));
  const [along, up, across] = [0, 1, 2].map((i) => mix(a.pan[i] ?? 0, b.pan[i] ?? 0));
  return {
    from: unit([x ?? 0, y ?? 0, z ?? 0]),
    zoom: mix(a.zoom, b.zoom),
    pan: [along ?? 0, up ?? 0, across ?? 0],
  };
}

/**
 * @param {[number, number, number]} vector
 * @returns {[number, number, number]}
 */
function unit([x, y, z]) {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}
