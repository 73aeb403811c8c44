/** @import { Rect } from "../types/figure.js" */

/** Where the page shows answers: elements whose shadow holds them, and which of its parts. */
const PLACES = [
  ["figure-panel", ".answer, .should"],
  ["outputs-panel", "div.live > p"],
  ["lab-answer", ".answer"],
];

/**
 * Boxes of all answers on the page, px of the window.
 *
 * @param {ParentNode} [page]
 * @returns {Rect[]}
 */
export function answerBoxes(page = document) {
  return PLACES.flatMap(([place = "", parts = ""]) =>
    [...page.querySelectorAll(place)].flatMap((element) => {
      const root = element.shadowRoot;
      // A flat figure is a shadow within the figure's.
      const flat = root?.querySelector("flat-figure")?.shadowRoot;
      return [root, flat].flatMap((each) => [...(each?.querySelectorAll(parts) ?? [])]);
    }),
  )
    .map((part) => part.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0);
}
