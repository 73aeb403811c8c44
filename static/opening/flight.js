import { along } from "./curve.js";
import { isAtStart } from "./path.js";
import { TILE } from "./tiles.js";
import { isTouch } from "./touch.js";
import { markTouched, wasTouched } from "./visit-storage.js";
import { drawingOf } from "../scene/scene.js";
import { isAnswered, worst } from "../state/network-sides.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { Subject } from "./subject.js" */

/** Length of the flight, ms. */
const LENGTH_MS = 6000;
/** Longest step of its clock, ms, so that a page that was hidden or busy continues where it was. */
const STEP_MS = 100;

/**
 * Carries the object along a curve, once: it starts when both networks have answered, waits while there
 * is no connection, and ends with the visitor's first touch. Each step is a scene of whole px, which
 * the networks answer live.
 */
export class Flight {
  /**
   * @param {Pick<Context, "store"|"palette">} context
   * @param {Subject} subject
   * @param {() => void} changed  called when it starts and when it is over
   * @param {boolean} [again]  whether the visitor asked for it
   */
  constructor({ store, palette }, subject, changed, again = false) {
    this.store = store;
    this.palette = palette;
    this.subject = subject;
    this.changed = changed;
    /** @type {"waiting"|"flying"|"over"} */
    this.phase = "waiting";
    /** ms */
    this.time = 0;
    /** The scene that it set last. @type {Scene} */
    this.scene = store.get("scene");
    this.ended = new AbortController();
    const options = { capture: true, signal: this.ended.signal };
    for (const type of ["pointerdown", "keydown"]) {
      addEventListener(type, (event) => isTouch(event) && this.touched(), options);
    }
    this.unsubscribe = store.on(["frame", "twinFrame", "link", "twinLink"], () => this.begin());
    if ((wasTouched() && !again) || !isAtStart(this.scene, subject)) this.stop();
    else this.begin();
  }

  /** Starts once both networks have answered. */
  begin() {
    const { frame, twinFrame, screen } = this.store.state;
    if (this.phase !== "waiting" || screen !== "opening" || !frame || !twinFrame) return;
    this.phase = "flying";
    this.changed();
    let last = performance.now();
    const step = (/** @type {number} */ now) => {
      if (this.phase !== "flying") return;
      this.advance(Math.min(Math.max(now - last, 0), STEP_MS));
      last = now;
      requestAnimationFrame(step);
    };
    // Hidden pages draw nothing, and so pause.
    requestAnimationFrame(step);
  }

  /** @param {number} ms */
  advance(ms) {
    const { store } = this;
    // Another scene was set, for instance by a link.
    if (store.get("scene") !== this.scene || store.get("screen") !== "opening") return this.stop();
    if (!isAnswered(worst(store.state)) || this.isAhead()) return;
    this.time += ms;
    const drawing = drawingOf(this.scene, this.palette, this.subject.object);
    const [placed] = this.scene.objects;
    if (!drawing || !placed) return this.stop();
    const [, rows, cols] = store.get("model").input_shape;
    const room = { height: rows - drawing.height, width: cols - drawing.width };
    const at = along(this.time / LENGTH_MS, this.subject.start, room);
    if (at.row !== placed.row || at.col !== placed.col) {
      this.scene = { ...this.scene, objects: [{ ...placed, ...at }] };
      store.set("scene", this.scene);
    }
    if (this.time >= LENGTH_MS) this.stop();
  }

  /** Whether the networks are answering a scene further back than a tile, so that it has to wait. */
  isAhead() {
    const { frame, twinFrame } = this.store.state;
    const [now] = this.scene.objects;
    return [frame, twinFrame].some((answered) => {
      const [was] = answered?.scene?.objects ?? [];
      return was && now && Math.hypot(was.row - now.row, was.col - now.col) >= TILE;
    });
  }

  touched() {
    if (this.store.get("screen") !== "opening") return;
    markTouched();
    this.stop();
  }

  stop() {
    if (this.phase === "over") return;
    this.phase = "over";
    this.unsubscribe();
    this.changed();
  }

  /** Stops, and listens no more. */
  dispose() {
    this.ended.abort();
    this.stop();
  }
}
