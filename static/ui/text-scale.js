/** Size of small text at scale 1, in rem, as in `styles/tokens.css`. */
const SMALL = 0.8125;

/**
 * How much larger texts are than at a root font size of 16 px: on very large screens, by the visitor's own
 * setting, or in projector mode. Lengths in px that go with text are multiplied by it.
 */
export function textScale() {
  const root = getComputedStyle(document.documentElement);
  const rem = Number.parseFloat(root.fontSize) / 16 || 1;
  const small = Number.parseFloat(root.getPropertyValue("--small")) || SMALL;
  return (rem * small) / SMALL;
}
