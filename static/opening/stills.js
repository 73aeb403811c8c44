import { along } from "./curve.js";
import { drawingOf } from "../scene/scene.js";
import { verdictOf } from "../network/verdict.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */
/** @import { Verdict } from "../network/verdict.js" */
/** @import { Subject } from "./subject.js" */

/**
 * The object at one place, with both networks' answers.
 *
 * @typedef {{ scene: Scene, verdicts: Record<Side, Verdict> }} Still
 */

/**
 * The flight's two ends without its motion, for those who prefer none: shows the object in the corner
 * and then outside, and keeps what both networks answered.
 */
export class Stills {
  /**
   * @param {Pick<Context, "store"|"palette">} context
   * @param {Subject} subject
   * @param {() => void} changed  called after each answer
   */
  constructor({ store, palette }, subject, changed) {
    this.store = store;
    this.changed = changed;
    /** @type {Still[]} */
    this.stills = [];
    const scene = store.get("scene");
    const [placed] = scene.objects;
    const drawing = drawingOf(scene, palette, subject.object);
    const [, rows = 0, cols = 0] = store.get("model").input_shape;
    const { start } = subject;
    /** The scenes to show. @type {Scene[]} */
    this.scenes = [];
    if (placed?.object === subject.object && drawing) {
      const room = { height: rows - drawing.height, width: cols - drawing.width };
      this.scenes = [start, along(1, start, room)].map((at) => ({
        objects: [{ object: subject.object, ...at }],
      }));
    }
    this.unsubscribe = store.on(["frame", "twinFrame"], () => this.keep());
    this.show();
  }

  get over() {
    return this.stills.length === this.scenes.length;
  }

  /** Sets the next scene. */
  show() {
    const scene = this.scenes[this.stills.length];
    if (scene) this.store.set("scene", scene);
    else this.unsubscribe();
  }

  /** Keeps the answers to the present scene, once both are there. */
  keep() {
    const { frame, twinFrame, model, twin, scene, screen } = this.store.state;
    if (scene !== this.scenes[this.stills.length] || screen !== "opening") return this.dispose();
    if (!twin || frame?.scene !== scene || twinFrame?.scene !== scene) return;
    const verdicts = {
      model: verdictOf(model, frame, false),
      twin: verdictOf(twin, twinFrame, false),
    };
    this.stills = [...this.stills, { scene, verdicts }];
    this.changed();
    this.show();
  }

  /** Shows no more. */
  dispose() {
    this.unsubscribe();
    this.scenes = this.scenes.slice(0, this.stills.length);
    this.changed();
  }
}
