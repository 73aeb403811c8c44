/**
 * Scrolls a bar sideways until a part of it that is cut off stands in its middle. Unlike
 * `scrollIntoView`, it never moves the page.
 *
 * @param {Element} bar
 * @param {Element} part
 */
export function scrollAcross(bar, part) {
  const [room, box] = [bar.getBoundingClientRect(), part.getBoundingClientRect()];
  if (box.left >= room.left && box.right <= room.right) return;
  bar.scrollLeft += (box.left + box.right - room.left - room.right) / 2;
}
