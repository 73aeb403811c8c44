/** Part of a box's height that a page is, so that the last lines are seen again. */
const PAGE = 0.8;
/** A shorter way is none, px: browsers round it. */
const NONE = 2;

/**
 * Scrolls a box by a page.
 *
 * @param {Element} box
 * @param {1|-1} by
 * @returns {boolean} whether there was more
 */
export function scrollPage(box, by) {
  const before = box.scrollTop;
  box.scrollBy({ top: by * PAGE * box.clientHeight, behavior: "instant" });
  return Math.abs(box.scrollTop - before) > NONE;
}
