/** Time without changes before the answers are spoken, ms. */
const SPEAK_MS = 700;

/** The text of a live region on both answers, said once they rest. */
export class SpokenAnswers {
  /**
   * @param {() => string|null} text  what to say now; null while nothing rests
   * @param {() => void} changed  called when there is another text
   */
  constructor(text, changed) {
    this.text = text;
    this.changed = changed;
    /** Text of the live region. */
    this.said = "";
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
  }

  /** Something changed: speaks after a while without another change. */
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const text = this.text();
      if (text === null || text === this.said) return;
      this.said = text;
      this.changed();
    }, SPEAK_MS);
  }

  end() {
    clearTimeout(this.timer);
  }
}
