/** @import { Phase, Progress } from "./phases.js" */

/** How long a phase shown whole stands still before the next one, so that its sentence can be read, ms. */
export const READING_MS = 3500;

/** Time from the pointer's coming to a press that was meant to pause, ms. */
const REACH_MS = 700;

/** Plays the phases of a cell's computation, one after another, with time to read each. */
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
    /** Index of the last phase to be played. */
    this.end = Infinity;
    /** Whether it plays by itself, asked by nobody. */
    this.automatic = false;
    /** When it was interrupted last, ms since the page's start. */
    this.interruptedAt = -Infinity;
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

  /**
   * Plays from the start by itself, until somebody reads.
   *
   * @param {boolean} through  whether beyond the first phase
   */
  unfold(through) {
    this.automatic = true;
    this.replay(through ? Infinity : 0);
  }

  /**
   * Plays from the start.
   *
   * @param {number} [end]  index of the last phase to be played
   */
  replay(end = Infinity) {
    this.most = 0;
    this.start(0, end);
  }

  /** Pauses or plays on, as its button says. */
  toggle() {
    if (this.playing) this.pause();
    // Who reaches for the pause has just stopped it by that.
    else if (performance.now() - this.interruptedAt > REACH_MS) this.play();
  }

  /** Plays on when asked, from the start if it is at the end. */
  play() {
    this.automatic = false;
    if (!this.complete) {
      this.end = Infinity;
      this.run();
    } else if (this.at >= this.phases.length - 1) this.replay();
    else this.start(this.at + 1, Infinity);
  }

  /** Plays the next phase alone. */
  next() {
    this.automatic = false;
    const at = Math.min(this.at + 1, this.phases.length - 1);
    this.start(at, at);
  }

  /**
   * Somebody reads: what plays by itself shows the phase whole, and goes no further.
   *
   * @returns {boolean}  whether it has been playing by itself
   */
  interrupt() {
    if (!this.automatic || !this.playing) return false;
    this.automatic = false;
    this.interruptedAt = performance.now();
    if (this.end > this.at) {
      this.end = this.at;
      if (this.complete) this.pause();
    }
    return true;
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
    this.automatic = false;
    this.at = Math.min(Math.max(at, 0), Math.max(this.phases.length - 1, 0));
    this.tick = this.phase?.ticks ?? 0;
    this.pause();
  }

  /**
   * @param {number} at
   * @param {number} end
   */
  start(at, end) {
    this.at = at;
    this.tick = 0;
    this.end = end;
    this.run();
  }

  run() {
    clearTimeout(this.timer);
    const { phase } = this;
    const ms = phase && (this.complete ? READING_MS : phase.ms / phase.ticks);
    this.timer = ms === null ? 0 : Number(setTimeout(() => this.advance(), ms));
    this.changed();
  }

  advance() {
    const { phase } = this;
    if (!phase) return this.pause();
    if (this.tick < phase.ticks) this.tick += 1;
    else {
      this.at += 1;
      this.tick = 0;
    }
    // The last phase has no time of its own to be read: it stays.
    if (this.complete && this.at >= Math.min(this.end, this.phases.length - 1)) this.pause();
    else this.run();
  }
}
