import { expect, test } from "vitest";
import { scrollAcross } from "../../../static/ui/scroll-across.js";

/**
 * How far a bar of 390 px scrolls for a tab.
 *
 * @param {number} left
 * @param {number} width
 */
function scrolled(left, width) {
  const [bar, tab] = [document.createElement("div"), document.createElement("button")];
  bar.getBoundingClientRect = () => new DOMRect(0, 800, 390, 44);
  tab.getBoundingClientRect = () => new DOMRect(left, 800, width, 44);
  bar.scrollLeft = 100;
  scrollAcross(bar, tab);
  return bar.scrollLeft - 100;
}

test("a tab that is cut off comes to the bar's middle", () => {
  expect(scrolled(350, 90)).toBe(200);
  expect(scrolled(-60, 90)).toBe(-210);
});

test("a whole tab leaves the bar where it is", () => {
  expect(scrolled(0, 90)).toBe(0);
  expect(scrolled(300, 90)).toBe(0);
});
