/**
 * By how much text is larger than 16 px at its root: on very large screens, or where a visitor has
 * set larger text. What is measured in px to go with text is multiplied by it.
 */
export function textScale() {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}
