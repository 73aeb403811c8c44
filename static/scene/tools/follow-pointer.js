/**
 * Follows the pointer of a press on an element until its release, ignoring other pointers.
 *
 * @param {HTMLElement} element
 * @param {PointerEvent} press
 * @param {(event: PointerEvent) => void} move
 * @param {() => void} end
 */
export function follow(element, { pointerId }, move, end) {
  const over = new AbortController();
  const { signal } = over;
  const mine = (/** @type {(event: PointerEvent) => void} */ listener) => {
    return (/** @type {PointerEvent} */ event) => {
      if (event.pointerId === pointerId) listener(event);
    };
  };
  const stop = mine(() => {
    over.abort();
    end();
  });
  element.setPointerCapture(pointerId);
  element.addEventListener("pointermove", mine(move), { signal });
  element.addEventListener("pointerup", stop, { signal });
  element.addEventListener("pointercancel", stop, { signal });
}
