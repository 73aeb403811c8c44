import { record } from "../export/canvas-recorder.js";
import { filmFrame } from "../export/film-frame.js";
import { MAX_DRAG_MS, DragRecorder, sceneAt } from "../export/drag-recorder.js";
import { shown } from "../state/network-sides.js";
import { errorOf } from "../state/error-types.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { AppError } from "../types/state.js" */

/** Time at rest at the start and the end of a film, ms. */
const REST = 400;

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
    this.now = { phase: "idle", time: 0, length: MAX_DRAG_MS, film: null, failure: null };
    this.ending = new AbortController();
    this.cancelling = new AbortController();
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
      const length = (steps.at(-1)?.at ?? 0) + 2 * REST;
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
    const { store, figures, sprites } = this.context;
    this.forget();
    this.ending = new AbortController();
    this.cancelling = new AbortController();
    this.set({ phase, time: 0, length });
    try {
      const own = shown(store).flatMap(({ side }) => figures?.get(side) ?? []);
      const { canvas, draw } = filmFrame(own, store.get("model"), sprites);
      const found = await record({
        canvas,
        draw: (time) => draw(sceneOf(time)),
        length,
        progress: (time) => this.set({ time }),
        stop: this.ending.signal,
        cancel: this.cancelling.signal,
      });
      if (found) this.set({ film: { ...found, url: URL.createObjectURL(found.blob) } });
    } catch (error) {
      this.set({ failure: errorOf(error) });
    } finally {
      this.set({ phase: "idle" });
    }
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
