import { leader } from "./placement.js";

/** @import { Rect } from "../types/figure.js" */

/** Space between the popover and the edges of its area, px. */
const MARGIN = 8;

/**
 * The box of an element of the page; null for none, or one without a size.
 *
 * @param {string} selector
 * @returns {Rect|null}
 */
export function rectOf(selector) {
  const rect = document.querySelector(selector)?.getBoundingClientRect();
  return rect && rect.width > 0 && rect.height > 0 ? rect : null;
}

/**
 * The part of an area in view, less a margin.
 *
 * @param {Rect} area
 * @param {Rect} view
 * @returns {Rect}
 */
export function inset(area, view) {
  const left = Math.max(area.left, view.left) + MARGIN;
  const top = Math.max(area.top, view.top) + MARGIN;
  const right = Math.min(area.left + area.width, view.left + view.width) - MARGIN;
  const bottom = Math.min(area.top + area.height, view.top + view.height) - MARGIN;
  return { left, top, width: Math.max(right - left, 0), height: Math.max(bottom - top, 0) };
}

/**
 * Whether the middle of a rectangle is in view.
 *
 * @param {Rect} rect
 * @param {Rect} view
 */
export function meets(rect, view) {
  const [x, y] = [rect.left + rect.width / 2, rect.top + rect.height / 2];
  return (
    x >= view.left && x <= view.left + view.width && y >= view.top && y <= view.top + view.height
  );
}

/**
 * Sizes of the popover at its possible widths. Text that wraps makes a narrow one taller, unless its
 * style gives it one height.
 *
 * @param {HTMLElement} box  its width is left changed
 * @param {number[]} widths  px
 */
export function sizesOf(box, widths) {
  const height = box.classList.contains("tall") ? box.offsetHeight : null;
  return widths.map((width) => {
    if (height !== null) return { width, height };
    box.style.width = `${width}px`;
    return { width, height: box.offsetHeight };
  });
}

/**
 * Draws the leader line, or hides it for a cell that is not on the screen.
 *
 * @param {ParentNode} root
 * @param {Rect} popover
 * @param {Rect|null} anchor
 */
export function drawLeader(root, popover, anchor) {
  const picture = root.querySelector(".leader");
  picture?.toggleAttribute("hidden", anchor === null);
  if (!picture || !anchor) return;
  const { from, to, ring } = leader(popover, anchor);
  for (const line of picture.querySelectorAll("line")) {
    set(line, { x1: from.x, y1: from.y, x2: to.x, y2: to.y });
  }
  for (const circle of picture.querySelectorAll("circle")) {
    set(circle, { cx: ring.x, cy: ring.y, r: ring.radius });
  }
}

/**
 * @param {Element} element
 * @param {Record<string, number>} attributes
 */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value.toFixed(1));
  }
}
