import { expect, test, vi } from "vitest";
import { follow } from "../../../../static/scene/tools/follow-pointer.js";

/**
 * @param {string} type
 * @param {number} pointerId
 */
function pointer(type, pointerId) {
  return /** @type {PointerEvent} */ (Object.assign(new Event(type), { pointerId }));
}

test.each(["pointerup", "pointercancel"])("one pointer is followed until %s", (last) => {
  const element = document.createElement("div");
  element.setPointerCapture = vi.fn();
  const [move, end] = [vi.fn(), vi.fn()];
  follow(element, pointer("pointerdown", 1), move, end);
  expect(element.setPointerCapture).toHaveBeenCalledWith(1);
  element.dispatchEvent(pointer("pointermove", 1));
  element.dispatchEvent(pointer("pointermove", 2));
  element.dispatchEvent(pointer(last, 2));
  expect(move).toHaveBeenCalledOnce();
  expect(end).not.toHaveBeenCalled();
  element.dispatchEvent(pointer(last, 1));
  element.dispatchEvent(pointer("pointermove", 1));
  expect(move).toHaveBeenCalledOnce();
  expect(end).toHaveBeenCalledOnce();
});
