import { act, cameFromPlay, go, goBack, isOffered, isShown, leave, start } from "./navigation.js";
import { beside, stepOf } from "./steps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Step } from "./types.js" */

/** Time for a result to come before a press that was kept for it goes on without it, ms. */
const PATIENCE_MS = 4000;
/** How long a result is shown before a press that was kept for it goes on, ms. */
const LOOK_MS = 1500;

/**
 * What the presses of a page turner wait for: a task's result, or the next step after it.
 *
 * @typedef {"task"|"next"|null} Waiting
 *
 * @typedef {object} Hooks
 * @property {() => boolean} endMotion  shows the end of what moves; returns whether something moved
 * @property {(by: 1|-1) => boolean} scroll  shows more of a long text; returns whether there was more
 * @property {(waiting: Waiting) => void} show  marks what is waited for
 */

/**
 * Does a step's task, or goes to the tour's next step, by the presses of a page turner; or back to what was
 * shown before. No press skips a result, and none is lost: one that comes while a result is awaited is kept,
 * and goes on soon after the result.
 */
export class PageTurner {
  /**
   * @param {Context} context
   * @param {Hooks} hooks
   */
  constructor(context, hooks) {
    this.context = context;
    this.hooks = hooks;
    /** The step that a press opened the tour at. @type {string|undefined} */
    this.entered = undefined;
    /** The step whose task a press has done. @type {string|null} */
    this.acted = null;
    /** When that was, or when something that moved was ended, ms. */
    this.time = 0;
    /** Whether a press waits for the result. */
    this.kept = false;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
  }

  /** @param {1|-1} by */
  turn(by) {
    const { context, hooks } = this;
    const tour = context.store.get("tour");
    if (!tour) {
      start(context);
      this.entered = context.store.get("tour")?.step;
      return;
    }
    if (by > 0 && hooks.endMotion()) {
      this.time = performance.now();
      return this.settle();
    }
    if (!this.kept && hooks.scroll(by)) return;
    const step = stepOf(tour.step);
    if (by < 0 || !step || !this.isOpen(step)) return this.leave(by);
    const { running = false } = step.action(context);
    if (this.acted !== step.id && !running) {
      this.acted = step.id;
      this.time = performance.now();
      this.kept = false;
      hooks.show("task");
      act(context, step);
    } else {
      // The result is on its way.
      this.acted = step.id;
      this.kept = true;
    }
    this.settle();
  }

  /** Follows the state: shows what is waited for, and lets a kept press go on. */
  settle() {
    if (this.acted === null) return;
    const { context } = this;
    const tour = context.store.get("tour");
    const step = stepOf(tour?.step);
    clearTimeout(this.timer);
    if (!step || step.id !== this.acted) return this.forget();
    const open = this.isOpen(step);
    if (!open && !this.kept) return this.forget();
    this.hooks.show(this.kept ? "next" : "task");
    if (!this.kept) return;
    if (!open) this.timer = setTimeout(() => this.leave(1), LOOK_MS);
    else if (!step.action(context).running) {
      const left = this.time + PATIENCE_MS - performance.now();
      this.timer = setTimeout(() => this.leave(1), Math.max(left, LOOK_MS));
    }
  }

  /** @param {Step} step */
  isOpen(step) {
    const { context } = this;
    return isOffered(context, step) && !isShown(context, step);
  }

  /** @param {1|-1} by */
  leave(by) {
    this.forget();
    const { context } = this;
    const step = context.store.get("tour")?.step;
    if (by > 0) go(context, beside(step, by));
    // The press that undoes the one which opened the tour gives back what it was opened on.
    else if (step === this.entered && cameFromPlay(context)) leave(context);
    else goBack(context);
  }

  forget() {
    clearTimeout(this.timer);
    this.acted = null;
    this.kept = false;
    this.hooks.show(null);
  }
}
