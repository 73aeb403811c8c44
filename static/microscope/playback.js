/** @import { Phase, Progress } from "./phases.js" */

/** Plays the phases of a cell's computation, one after another. */
export class Playback {
  /** @param {() => void} changed  called after each change of what is shown */
  constructor(changed) {
    this.changed = changed;
    /** @type {Phase[]} */
    this.phases = [];
    /** Index of the shown phase. */
    this.at = 0;
    /** Picture of the phase, from 0 to its `ticks`. */
    this.tick = 0;
    /** Number of phases shown whole since the last start. */
    this.most = 0;
    this.timer = 0;
  }

  get playing() {
    return this.timer !== 0;
  }

  /** Whether the shown phase is shown whole. */
  get complete() {
    return this.tick >= (this.phase?.ticks ?? 0);
  }

  /** Phases shown whole so far: their results stay, also while an earlier one is shown. */
  get done() {
    this.most = Math.max(this.most, this.at + (this.complete ? 1 : 0));
    return this.most;
  }

  /** The shown phase, or null without any. */
  get phase() {
    return this.phases[this.at] ?? null;
  }

  /**
   * How far a step is shown.
   *
   * @param {string} path
   * @returns {Progress|null}  null for steps that are not shown
   */
  progress(path) {
    const { phase } = this;
    return phase?.path === path ? { name: phase.name, share: this.tick / phase.ticks } : null;
  }

  /**
   * Takes new values. The shown phase stays if the new computation has it.
   *
   * @param {Phase[]} phases
   */
  load(phases) {
    this.phases = phases;
    this.at = Math.min(this.at, Math.max(phases.length - 1, 0));
    this.tick = Math.min(this.tick, this.phase?.ticks ?? 0);
  }

  /** Plays from the start. */
  replay() {
    this.most = 0;
    this.at = 0;
    this.tick = 0;
    this.run();
  }

  /** Plays on, from the start if it is at the end. */
  play() {
    const last = this.at >= this.phases.length - 1;
    if (last && this.complete) this.replay();
    else this.run();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.changed();
  }

  /**
   * Shows a whole phase.
   *
   * @param {number} at
   */
  go(at) {
    this.at = Math.min(Math.max(at, 0), Math.max(this.phases.length - 1, 0));
    this.tick = this.phase?.ticks ?? 0;
    this.pause();
  }

  run() {
    clearTimeout(this.timer);
    const { phase } = this;
    this.timer = phase ? Number(setTimeout(() => this.advance(), phase.ms / phase.ticks)) : 0;
    this.changed();
  }

  advance() {
    const { phase } = this;
    if (!phase) return this.pause();
    if (this.tick < phase.ticks) this.tick += 1;
    else if (this.at < this.phases.length - 1) {
      this.at += 1;
      this.tick = 0;
    } else return this.pause();
    this.run();
  }
}
