import { INITIAL_STATE, firstModel } from "../state/initial-state.js";
import { decode, encode } from "./page-snapshot.js";
import { go, isServed, seen } from "./navigation.js";
import { saveSnapshot, markVisited, saveProgress, loadSnapshot } from "./progress-storage.js";
import { stepOf } from "./steps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Codec } from "./page-snapshot.js" */

/** What the steps' tasks change, and their sentences quote. */
export const WATCHED = /** @type {const} */ ([
  "tour",
  "scene",
  "frame",
  "model",
  "twin",
  "twinFrame",
  "pinned",
  "comparison",
  "twinComparison",
  "sweeps",
  "transplantSweeps",
  "consistency",
]);

/**
 * Notices when a step's task was done, and keeps in the browser how far somebody has come.
 *
 * Which step is open, and its scene, the permalink says; beside it is kept what was there before.
 */
export class Tour {
  /**
   * @param {Context} context
   * @param {Codec} codec  of what is kept
   */
  constructor(context, codec) {
    this.context = context;
    this.codec = codec;
    this.due = false;
    /** The step whose setting is on the page. @type {string|null} */
    this.set = null;
    const { store } = context;
    const kept = loadSnapshot();
    if (store.get("tour") && kept !== null) store.set("beforeTour", decode(codec, kept, context));
    store.on(WATCHED, () => this.later());
    store.on(["tour", "beforeTour"], () => this.keep());
    store.on(["newcomer"], () => {
      if (!store.get("newcomer")) markVisited();
    });
    this.keep();
    this.later();
  }

  /** What is set together is looked at together: between two steps nothing is done. */
  later() {
    if (this.due) return;
    this.due = true;
    queueMicrotask(() => {
      this.due = false;
      this.notice();
    });
  }

  /** A link may tell a step and nothing else: then its setting is brought. */
  settle() {
    const { store, cards } = this.context;
    const { tour, scene, model, twin, lab } = store.state;
    if (this.set === (tour?.step ?? null)) return;
    this.set = tour?.step ?? null;
    const bare = scene === INITIAL_STATE.scene && model === firstModel(cards) && !twin && !lab;
    if (tour && bare) go(this.context, tour.step);
  }

  notice() {
    this.settle();
    const { store } = this.context;
    const tour = store.get("tour");
    const step = stepOf(tour?.step);
    if (!tour || !step || tour.done.includes(step.id)) return;
    if (!isServed(this.context, step.networks) || !step.done(seen(this.context))) return;
    store.set("tour", { ...tour, done: [...tour.done, step.id] });
  }

  keep() {
    const { store } = this.context;
    const { tour, beforeTour } = store.state;
    // A permalink without a tour has ended it.
    if (!tour && beforeTour) return store.set("beforeTour", null);
    saveSnapshot(tour && beforeTour && encode(this.codec, store.state, beforeTour));
    if (!tour) return;
    saveProgress(tour);
    markVisited();
  }
}
