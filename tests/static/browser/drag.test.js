import { afterEach, expect, test, vi } from "vitest";
import { followPointer, isPress } from "../../../static/browser/drag.js";

/**
 * @param {string} type
 * @param {number} pointerId
 * @param {number} [buttons]
 */
function pointer(type, pointerId, buttons = 1) {
  const event = new Event(type, { bubbles: true });
  return /** @type {PointerEvent} */ (Object.assign(event, { pointerId, buttons }));
}

function followed() {
  const [move, end] = [vi.fn(), vi.fn()];
  const element = document.createElement("div");
  element.setPointerCapture = vi.fn();
  const stop = followPointer(pointer("pointerdown", 1), { move, end, capture: element });
  expect(element.setPointerCapture).toHaveBeenCalledWith(1);
  return { move, end, stop };
}

afterEach(() => vi.restoreAllMocks());

test("one pointer is followed until its release; others do not count", () => {
  const { move, end } = followed();
  dispatchEvent(pointer("pointermove", 1));
  dispatchEvent(pointer("pointermove", 2));
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
    dispatchEvent(pointer(type, 2));
  }
  expect(move).toHaveBeenCalledOnce();
  expect(end).not.toHaveBeenCalled();
  const release = pointer("pointerup", 1, 0);
  dispatchEvent(release);
  dispatchEvent(pointer("pointermove", 1));
  expect(move).toHaveBeenCalledOnce();
  expect(end).toHaveBeenCalledExactlyOnceWith(release);
});

test.each([
  ["a move without its button", () => dispatchEvent(pointer("pointermove", 1, 0))],
  ["a move with another button alone", () => dispatchEvent(pointer("pointermove", 1, 2))],
  ["the browser", () => dispatchEvent(pointer("pointercancel", 1))],
  ["a lost capture", () => dispatchEvent(pointer("lostpointercapture", 1))],
  ["another window", () => dispatchEvent(new Event("blur"))],
  [
    "a hidden page",
    () => {
      vi.spyOn(document, "hidden", "get").mockReturnValue(true);
      document.dispatchEvent(new Event("visibilitychange"));
    },
  ],
])("a drag is ended by %s", (_, act) => {
  const { move, end } = followed();
  act();
  expect(end).toHaveBeenCalledExactlyOnceWith(null);
  dispatchEvent(pointer("pointermove", 1));
  dispatchEvent(pointer("pointerup", 1));
  expect(move).not.toHaveBeenCalled();
  expect(end).toHaveBeenCalledOnce();
});

test("following can be stopped", () => {
  const { end, stop } = followed();
  stop();
  dispatchEvent(pointer("pointerup", 1));
  expect(end).not.toHaveBeenCalled();
});

test("a pointer that is gone already is followed without capture", () => {
  const end = vi.fn();
  const capture = document.createElement("div");
  capture.setPointerCapture = () => {
    throw new DOMException("no active pointer", "NotFoundError");
  };
  followPointer(pointer("pointerdown", 1), { move: vi.fn(), end, capture });
  dispatchEvent(pointer("pointermove", 1, 0));
  expect(end).toHaveBeenCalledExactlyOnceWith(null);
});

test("a press is the main button's, and with Ctrl on a Mac it asks for a menu", () => {
  const press = (/** @type {PointerEventInit} */ init) =>
    isPress(/** @type {PointerEvent} */ (new MouseEvent("pointerdown", init)));
  expect(press({ button: 0 })).toBe(true);
  expect(press({ button: 2 })).toBe(false);
  expect(press({ button: 0, ctrlKey: true })).toBe(true);
  vi.spyOn(navigator, "platform", "get").mockReturnValue("MacIntel");
  expect(press({ button: 0 })).toBe(true);
  expect(press({ button: 0, ctrlKey: true })).toBe(false);
});
