/** How many of the last steps the pace is measured over. */
const MOST = 16;
/** Events that come faster were written earlier, ms: they say nothing about the pace. */
const BURST_MS = 25;

/** How fast a training goes, from the times at which its steps were heard. */
export class Pace {
  /** @param {() => number} clock  ms */
  constructor(clock) {
    this.clock = clock;
    /** @type {{ step: number, time: number }[]} */
    this.notes = [];
  }

  /** @param {number} step  the last one taken */
  note(step) {
    const time = this.clock();
    const last = this.notes.at(-1);
    const others = last && time - last.time < BURST_MS ? this.notes.slice(0, -1) : this.notes;
    this.notes = [...others, { step, time }].slice(-MOST);
  }

  /** Begins anew, as after a pause. */
  rest() {
    this.notes = [];
  }

  /**
   * S until a step, about; null until the pace is known.
   *
   * @param {number} step
   */
  left(step) {
    const [first, last] = [this.notes[0], this.notes.at(-1)];
    if (!first || !last || last.step <= first.step) return null;
    const each = (last.time - first.time) / (last.step - first.step);
    return Math.max(((step - last.step) * each) / 1000, 0);
  }
}
