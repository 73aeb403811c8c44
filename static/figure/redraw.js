/** When a figure is drawn: only after a change, and at most once in each animation frame. */
export class Redraw {
  /**
   * @param {() => void} draw  draws the figure and its labels
   * @param {() => void} label  renews the labels alone
   */
  constructor(draw, label) {
    this.draw = draw;
    this.label = label;
    /** Ids of the animation frames pending for a drawing and for the labels; else 0. */
    this.drawing = 0;
    this.labelling = 0;
    /** Id of the next animation frame after a drawing by `now`; else 0. */
    this.turn = 0;
  }

  /**
   * Draws immediately, so that a frame of activations does not wait for the next animation frame. A
   * further call in the same animation frame draws with the next one.
   */
  now() {
    if (this.turn) return this.soon();
    this.turn = requestAnimationFrame(() => {
      this.turn = 0;
    });
    this.run();
  }

  /** Draws with the next animation frame. */
  soon() {
    this.drawing ||= requestAnimationFrame(() => this.run());
  }

  /** Renews the labels with the next animation frame, which costs far less than drawing. */
  labels() {
    this.labelling ||= requestAnimationFrame(() => {
      this.labelling = 0;
      if (!this.drawing) this.label();
    });
  }

  run() {
    cancelAnimationFrame(this.drawing);
    cancelAnimationFrame(this.labelling);
    this.drawing = this.labelling = 0;
    this.draw();
  }

  cancel() {
    for (const id of [this.drawing, this.labelling, this.turn]) cancelAnimationFrame(id);
    this.drawing = this.labelling = this.turn = 0;
  }
}
