import { msg, str } from "@lit/localize";
import { css, html, nothing, svg } from "lit";
import { named } from "../i18n/locale.js";

/** @import { Card } from "../types/api.js" */
/** @import { ComparisonResult, Contribution } from "../types/lab.js" */

/** Size of the picture, its square of cells, and the answer's place, in px of the picture. */
const SIZE = { width: 330, height: 170 };
const CELLS = { x: 10, y: 10, side: 150 };
const ANSWER = { x: 232, y: SIZE.height / 2 };
/** Radius of the largest contribution. */
const RADIUS = 9;

/**
 * Both paths to one answer: the last volume from the front, with the cells that contribute most at A and
 * at B, each with a line to the answer. Areas of circles are proportional to contributions.
 *
 * @param {ComparisonResult["path"]} path
 * @param {Card} card
 */
export function pathPicture({ output, a, b }, card) {
  const [top] = [...a.top, ...b.top];
  const shape = card.layers.find(({ name }) => name === top?.layer)?.shape;
  if (!top || !shape) return nothing;
  const [, rows = 1, cols = 1] = shape;
  const side = CELLS.side / Math.max(rows, cols);
  const largest = Math.max(...[...a.top, ...b.top].map(({ contribution }) => contribution));
  const way = (/** @type {"a"|"b"} */ name, /** @type {Contribution[]} */ cells) =>
    cells
      .filter(({ contribution }) => contribution > 0)
      .map(({ row, col, contribution }) => {
        const [x, y] = [CELLS.x + (col + 0.5) * side, CELLS.y + (row + 0.5) * side];
        const radius = Math.max(2, RADIUS * Math.sqrt(contribution / largest));
        return svg`<line class=${name} x1=${x} y1=${y} x2=${ANSWER.x - 8} y2=${ANSWER.y} />
          <circle class=${name} cx=${x} cy=${y} r=${radius.toFixed(1)} />`;
      });
  return html`
    <svg
      class="paths"
      viewBox="0 0 ${SIZE.width} ${SIZE.height}"
      role="img"
      aria-label=${msg(str`The cells that lead to ${named(output)}: at A dashed, at B solid`)}
    >
      <rect x=${CELLS.x} y=${CELLS.y} width=${side * cols} height=${side * rows} />
      ${way("a", a.top)} ${way("b", b.top)}
      <circle class="answer" cx=${ANSWER.x} cy=${ANSWER.y} r="8" />
      <text x=${ANSWER.x + 14} y=${ANSWER.y + 5}>${named(output)}</text>
    </svg>
  `;
}

/**
 * The same before there is anything to compare: the last volume's square, and the answer.
 *
 * @param {string} answer
 */
export function pathGhost(answer) {
  return html`
    <svg class="paths coming" viewBox="0 0 ${SIZE.width} ${SIZE.height}" aria-hidden="true">
      <rect x=${CELLS.x} y=${CELLS.y} width=${CELLS.side} height=${CELLS.side} />
      <circle class="ghost" cx=${ANSWER.x} cy=${ANSWER.y} r="8" />
      <text x=${ANSWER.x + 14} y=${ANSWER.y + 5}>${answer}</text>
    </svg>
  `;
}

export const pathPictureStyle = css`
  .paths {
    display: block;
    width: 100%;
    max-width: 28rem;
    background: var(--stage);
    border-radius: var(--radius);
    forced-color-adjust: none;
  }
  .paths rect {
    fill: none;
    stroke: var(--stage-quiet);
  }
  .paths line {
    stroke-opacity: 0.6;
  }
  .paths circle {
    fill-opacity: 0.35;
  }
  .paths .ghost {
    fill: none;
    stroke: var(--stage-quiet);
    stroke-dasharray: 3 2;
  }
  .paths.coming rect {
    stroke-dasharray: 4 3;
  }
  .paths .a {
    fill: var(--stage-a);
    stroke: var(--stage-a);
    stroke-dasharray: 4 3;
  }
  .paths .b,
  .paths .answer {
    fill: var(--stage-text);
    stroke: var(--stage-text);
  }
  .paths text {
    fill: var(--stage-text);
    font-size: 15px;
  }
`;
