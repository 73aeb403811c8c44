import { isApple } from "./machine.js";

/**
 * Whether a press starts a drag: the main button's, and no request for a menu, as Ctrl and a press are on
 * a Mac, where no release follows.
 *
 * @param {PointerEvent} event
 */
export function isPress({ button, ctrlKey }) {
  return button === 0 && !(ctrlKey && isApple());
}

/**
 * Follows the pointer of a press wherever it goes, until its button is released; other pointers, as a
 * second finger, do not count. A release that the page did not hear shows in the next move, which has no
 * button pressed.
 *
 * @param {Pick<PointerEvent, "pointerId">} press
 * @param {object} drag
 * @param {(event: PointerEvent) => void} drag.move
 * @param {(release: PointerEvent|null) => void} drag.end  called once; null if the release was not heard
 *   or will not be: the browser took the pointer, or the visitor went to another window
 * @param {Element} [drag.capture]  the only element that other pointer events reach meanwhile
 * @returns {() => void}  stops following, without calling `end`
 */
export function followPointer({ pointerId }, { move, end, capture }) {
  const over = new AbortController();
  const finish = (/** @type {PointerEvent|null} */ release) => {
    over.abort();
    end(release);
  };
  const hear = (
    /** @type {"pointermove"|"pointerup"|"pointercancel"|"lostpointercapture"} */ type,
    /** @type {(event: PointerEvent) => void} */ listener,
  ) => {
    const mine = (/** @type {PointerEvent} */ event) =>
      event.pointerId === pointerId && listener(event);
    // Before the elements' own listeners, which could stop the event.
    addEventListener(type, mine, { capture: true, signal: over.signal });
  };
  hear("pointermove", (event) => (event.buttons & 1 ? move(event) : finish(null)));
  hear("pointerup", finish);
  hear("pointercancel", () => finish(null));
  addEventListener("blur", () => finish(null), over);
  const seen = () => document.hidden && finish(null);
  document.addEventListener("visibilitychange", seen, over);
  if (capture && captured(capture, pointerId)) hear("lostpointercapture", () => finish(null));
  return () => over.abort();
}

/**
 * The moves that a move stands for: fast strokes have several a frame. Browsers tell them in secure
 * contexts alone, and some never.
 *
 * @param {PointerEvent} event
 */
export function coalesced(event) {
  const merged = event.getCoalescedEvents?.() ?? [];
  return merged.length ? merged : [event];
}

/**
 * @param {Element} element
 * @param {number} pointerId
 * @returns {boolean}  false if the pointer was released already
 */
function captured(element, pointerId) {
  try {
    element.setPointerCapture(pointerId);
    return true;
  } catch {
    return false;
  }
}
