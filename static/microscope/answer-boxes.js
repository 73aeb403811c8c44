/** @import { Rect } from "../types/figure.js" */
/** @import { Side } from "../types/state.js" */

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
  return boxesOf(page, PLACES);
}

/**
 * Boxes of what a projected cell is read beside: the canvas, and its network's name and answer, px of the
 * window. The other network's strand may be covered.
 *
 * @param {Side} side  of the cell
 * @param {ParentNode} [page]
 * @returns {Rect[]}
 */
export function projectedBoxes(side, page = document) {
  const figure = side === "twin" ? "figure-panel[side=twin]" : "figure-panel:not([side=twin])";
  const row = side === "model" ? ":first-child" : ":last-child";
  const own = `.alone .live > p, .beside > ${row} :is(.name, .live > p)`;
  return boxesOf(page, [
    [figure, ".answer, .should, .caption"],
    ["outputs-panel", own],
    ["scene-panel", ".board"],
  ]);
}

/**
 * @param {ParentNode} page
 * @param {string[][]} places  elements whose shadow holds them, and which of its parts
 */
function boxesOf(page, places) {
  return places
    .flatMap(([place = "", parts = ""]) =>
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
