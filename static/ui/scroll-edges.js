/** Less than this is no scrolling, px. */
const SLACK = 2;

/**
 * Tells an element's style at which sides it has more to scroll to: `data-before`, `data-after`.
 *
 * @param {HTMLElement} element  that scrolls horizontally
 * @returns {() => void}  stops it
 */
export function watchEdges(element) {
  const mark = () => {
    const { scrollLeft, scrollWidth, clientWidth } = element;
    element.toggleAttribute("data-before", scrollLeft > SLACK);
    element.toggleAttribute("data-after", scrollWidth - clientWidth - scrollLeft > SLACK);
  };
  const sizes = new ResizeObserver(mark);
  for (const part of [element, ...element.children]) sizes.observe(part);
  element.addEventListener("scroll", mark, { passive: true });
  mark();
  return () => {
    sizes.disconnect();
    element.removeEventListener("scroll", mark);
  };
}
