/** @import { ThemeColours } from "./svg.js" */

/**
 * The page's colours and font in the current theme, resolved for a stand-alone SVG.
 *
 * @param {HTMLElement} element  on the page
 * @returns {ThemeColours}
 */
export function themeColours(element) {
  const probe = document.createElement("span");
  document.body.append(probe);
  const colour = (/** @type {string} */ token) => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  try {
    return {
      page: colour("panel"),
      text: colour("text"),
      quiet: colour("quiet"),
      line: colour("line"),
      series: [1, 2, 3, 4, 5, 6].map((number) => colour(`line-${number}`)),
      a: colour("stage-a"),
      font: getComputedStyle(element).fontFamily,
    };
  } finally {
    probe.remove();
  }
}
