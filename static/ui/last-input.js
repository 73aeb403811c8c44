const TYPES = /** @type {const} */ (["keydown", "pointerdown"]);

/** Whether the visitor's last input was a key or a pointer. */
export class LastInput {
  constructor() {
    /** Null before any input. @type {"key"|"pointer"|null} */
    this.kind = null;
    this.note = (/** @type {Event} */ event) => {
      this.kind = event.type === "keydown" ? "key" : "pointer";
    };
  }

  listen() {
    for (const type of TYPES) addEventListener(type, this.note, { capture: true });
  }

  stop() {
    for (const type of TYPES) removeEventListener(type, this.note, { capture: true });
  }
}
