import { dequal } from "dequal/lite";
import { INITIAL_STATE, firstModel } from "../state/initial-state.js";
import { decode, encode } from "./page-snapshot.js";
import { measuredPage } from "./measured-page.js";
import { go, isOffered, seen } from "./navigation.js";
import {
  loadResults,
  loadSnapshot,
  saveProgress,
  saveResults,
  saveSnapshot,
} from "./progress-storage.js";
import { stepOf } from "./steps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { StepResult } from "../types/state.js" */
/** @import { Codec } from "./page-snapshot.js" */

/** Keys of the state that the steps' tasks and sentences depend on. */
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
  "tilesShown",
  "transplantSweeps",
  "consistency",
  "training",
]);

/**
 * Detects when a step's task is done, and stores the progress in the browser.
 *
 * The permalink has the open step and its scene; the browser's storage has the page before the tour.
 */
export class Tour {
  /**
   * @param {Context} context
   * @param {Codec} codec  of stored snapshots
   */
  constructor(context, codec) {
    this.context = context;
    this.codec = codec;
    this.due = false;
    /** The step that the page is set up for. @type {string|null} */
    this.set = null;
    const { store } = context;
    const kept = loadSnapshot();
    if (store.get("tour") && kept !== null) store.set("beforeTour", decode(codec, kept, context));
    if (store.get("tour")) store.set("tourResults", loadResults());
    store.on(WATCHED, () => this.later());
    store.on(["tour", "beforeTour"], () => this.keep());
    this.keep();
    this.later();
  }

  /** Batches changes, so that no task counts as done while a step is being set up. */
  later() {
    if (this.due) return;
    this.due = true;
    queueMicrotask(() => {
      this.due = false;
      this.notice();
    });
  }

  /** Sets the page up for a step if a link has only the step. */
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
    if (!tour || !step || !isOffered(this.context, step)) return;
    const now = seen(this.context);
    if (!step.done(now)) return;
    this.record(step.id, step.result(now));
    store.set("stepPages", { ...store.get("stepPages"), [step.id]: measuredPage(store.state) });
    if (!tour.done.includes(step.id)) store.set("tour", { ...tour, done: [...tour.done, step.id] });
  }

  /**
   * Keeps what a step measured, for the last screen; the newest measurement counts.
   *
   * @param {string} id
   * @param {StepResult|null} result
   */
  record(id, result) {
    const { store } = this.context;
    const results = store.get("tourResults");
    if (!result || dequal(results[id], result)) return;
    store.set("tourResults", { ...results, [id]: result });
    saveResults(store.get("tourResults"));
  }

  keep() {
    const { store } = this.context;
    const { tour, beforeTour } = store.state;
    // A permalink without a tour ends it.
    if (!tour && beforeTour) return store.set("beforeTour", null);
    saveSnapshot(tour && beforeTour && encode(this.codec, store.state, beforeTour));
    if (!tour) return;
    saveProgress(tour);
  }
}
