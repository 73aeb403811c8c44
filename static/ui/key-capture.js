/** @import { ReactiveController, ReactiveElement } from "lit" */

/**
 * Hears keys anywhere on the page before all others do, in the capture phase, while its element is there.
 *
 * @implements {ReactiveController}
 */
export class KeyCapture {
  /**
   * @param {ReactiveElement} host
   * @param {(event: KeyboardEvent) => void} hear
   */
  constructor(host, hear) {
    this.hear = hear;
    host.addController(this);
  }

  hostConnected() {
    addEventListener("keydown", this.hear, { capture: true });
  }

  hostDisconnected() {
    removeEventListener("keydown", this.hear, { capture: true });
  }
}
