/**
 * The root's font size as a multiple of 16 px: larger on very large screens, or by the visitor's own
 * setting. Lengths in px that go with text are multiplied by it.
 */
export function textScale() {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}
