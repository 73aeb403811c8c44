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
