/** Gives the focus back to the element that had it before a popover opened. */
export class FocusReturn {
  constructor() {
    /** @type {Element|null} */
    this.before = null;
  }

  /** Remembers the element with the focus. */
  keep() {
    this.before = focused();
  }

  /**
   * Gives the focus back, unless it has moved on to another element.
   *
   * @param {Element} host  the popover's host, which may still have the focus
   */
  restore(host) {
    const { before } = this;
    this.before = null;
    const lost = focused() === null || document.activeElement === host;
    if (lost && before instanceof HTMLElement && before.isConnected) {
      before.focus({ preventScroll: true });
    }
  }
}

/** The element with the focus, within shadow roots too; null for the page itself. */
export function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element === document.body ? null : element;
}
