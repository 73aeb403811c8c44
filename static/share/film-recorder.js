import { anySignal } from "../browser/any-signal.js";
import { record } from "../export/canvas-recorder.js";
import { filmFrame } from "../export/film-frame.js";
import { MAX_DRAG_MS, DragRecorder, sceneAt } from "../export/drag-recorder.js";
import { KEYS, shown } from "../state/network-sides.js";
import { viewOf } from "./stage-view.js";
import { errorOf } from "../state/error-types.js";

/** @import { FormatName } from "../export/film-frame.js" */
/** @import { Context } from "../ui/panel.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { AppError } from "../types/state.js" */

/** Time at rest at the start and the end of a film, ms. */
const REST = 400;
/** Least length of a replay, ms: players show shorter ones as 0:00. */
const MIN_REPLAY_MS = 2000;
/** Longest wait for the activations of a film's first scene, ms. */
const FIRST_MS = 3000;

/**
 * @typedef {object} Film  a recorded film
 * @property {Blob} blob
 * @property {string} url  of the blob
 * @property {number} length  ms
 * @property {string} ending  file extension
 *
 * @typedef {object} Filmed  state of the recorder
 * @property {"idle"|"live"|"replay"} phase
 * @property {number} time  ms
 * @property {number} length  longest time, ms
 * @property {Film|null} film
 * @property {AppError|null} failure
 * @property {boolean} dragged  whether there is a drag to replay
 * @property {FormatName} format  of the next film
 */

/** Records films of the figures: live, or a replay of the last drag. */
export class Filming {
  /**
   * @param {Context} context
   * @param {() => void} changed
   */
  constructor(context, changed) {
    this.context = context;
    this.changed = changed;
    this.drag = new DragRecorder(context.store);
    /** @type {Omit<Filmed, "dragged">} */
    this.now = {
      phase: "idle",
      time: 0,
      length: MAX_DRAG_MS,
      film: null,
      failure: null,
      format: "wide",
    };
    /** What the film shows. @type {unknown[]} */
    this.source = [];
    this.ending = new AbortController();
    this.cancelling = new AbortController();
  }

  /** The networks and the drag that a film shows now. */
  shownNow() {
    const { model, twin } = this.context.store.state;
    return [model, twin, this.drag.steps];
  }

  /** Forgets a film of other networks or of an earlier drag. */
  forgetStale() {
    const now = this.shownNow();
    if (this.now.phase === "idle" && this.source.some((each, i) => each !== now[i])) this.forget();
  }

  /** @returns {Filmed} */
  get state() {
    return { ...this.now, dragged: this.drag.last() !== null };
  }

  /** @param {Partial<Filmed>} change */
  set(change) {
    this.now = { ...this.now, ...change };
    this.changed();
  }

  /** Records the page live until stopped; does nothing during another film. */
  live() {
    return this.shoot("live", MAX_DRAG_MS, () => this.context.store.get("scene"));
  }

  /** Records a replay of the last drag, then restores the scene; does nothing during another film. */
  async replay() {
    const { store } = this.context;
    const steps = this.drag.last();
    if (!steps || this.now.phase !== "idle") return;
    const before = store.get("scene");
    this.drag.paused = true;
    try {
      const length = Math.max((steps.at(-1)?.at ?? 0) + 2 * REST, MIN_REPLAY_MS);
      await this.shoot("replay", length, (time) => {
        const scene = sceneAt(steps, time - REST) ?? before;
        store.set("scene", scene);
        return scene;
      });
    } finally {
      store.set("scene", before);
      this.drag.paused = false;
    }
  }

  /**
   * @param {"live"|"replay"} phase
   * @param {number} length  ms
   * @param {(time: number) => Scene} sceneOf
   */
  async shoot(phase, length, sceneOf) {
    if (this.now.phase !== "idle") return;
    const { store, sprites } = this.context;
    this.forget();
    this.ending = new AbortController();
    this.cancelling = new AbortController();
    this.set({ phase, time: 0, length });
    try {
      await this.answered(sceneOf(0));
      const { canvas, draw } = filmFrame(
        (scene) => viewOf(this.context, scene),
        this.now.format,
        sprites,
      );
      const found = await record({
        canvas,
        // The figures follow the scene with a delay; the film's canvas shows what they show.
        draw: (time) => {
          const scene = sceneOf(time);
          draw(store.get("frame")?.scene ?? scene);
        },
        length,
        progress: (time) => this.set({ time }),
        stop: this.ending.signal,
        cancel: this.cancelling.signal,
      });
      if (found) {
        this.source = this.shownNow();
        this.set({ film: { ...found, url: URL.createObjectURL(found.blob) } });
      }
    } catch (error) {
      this.set({ failure: errorOf(error) });
    } finally {
      this.set({ phase: "idle" });
    }
  }

  /**
   * Waits until the figures show a scene: otherwise a film would begin with those of another.
   *
   * @param {Scene} scene
   */
  async answered(scene) {
    const { store } = this.context;
    const waiting = () =>
      shown(store).some(({ side }) => {
        const frame = store.get(KEYS[side].frame);
        return frame?.scene && frame.scene !== scene;
      });
    const ended = anySignal([this.cancelling.signal, AbortSignal.timeout(FIRST_MS)]);
    await new Promise((/** @type {(found?: unknown) => void} */ resolve) => {
      const look = () => waiting() || resolve();
      const stop = store.on(["frame", "twinFrame"], look);
      ended.addEventListener("abort", resolve, { once: true });
      ended.addEventListener("abort", stop, { once: true });
      look();
    });
  }

  /** Ends the recording and keeps the film. */
  stop() {
    this.ending.abort();
  }

  cancel() {
    this.cancelling.abort();
  }

  forget() {
    if (this.now.film) URL.revokeObjectURL(this.now.film.url);
    this.set({ film: null, failure: null });
  }

  close() {
    this.cancel();
    this.drag.stop();
  }
}
