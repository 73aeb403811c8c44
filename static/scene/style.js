import { css } from "lit";
import { pixelCanvasStyle } from "./layered-canvas.js";

/** Style of the canvas, which is black in both themes, like the stage. */
export const sceneStyle = css`
  ${pixelCanvasStyle}
  .board {
    position: relative;
    /* The height of a tall canvas is at most the width of a square one. */
    width: calc(min(var(--canvas), 100%) * min(1, var(--ratio)));
    aspect-ratio: var(--ratio);
    margin-inline: auto;
    background: #000;
    border: 1px solid var(--line);
    touch-action: none;
    cursor: crosshair;
    /* Overlays may cover the border, but not other panels. A clip-path would keep the map of a sweep
       from blending with the canvas. */
    overflow: clip;
    overflow-clip-margin: 0.25rem;
  }
  .board[data-over] {
    cursor: grab;
  }
  .board[data-dragging] {
    cursor: grabbing;
  }
  svg {
    pointer-events: none;
    overflow: visible;
    /* A layer of its own: else Chromium leaves frames that reached over the board's edge behind when the
       board grows. */
    will-change: transform;
  }
  rect {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .chosen {
    stroke: #fff;
    stroke-dasharray: 4 3;
  }
  .size {
    stroke: #7fa8ff;
    rx: 2px;
  }
  .trained {
    stroke: #fff;
    stroke-opacity: 0.85;
    stroke-dasharray: 1 3.5;
    stroke-linecap: round;
    stroke-width: 2;
    /* Seen over a bright object, too. */
    filter: drop-shadow(0 0 0.5px #000) drop-shadow(0 0 0.5px #000);
  }
  .trained.second {
    stroke-dasharray: 5 4;
    stroke-linecap: butt;
  }
  .middle {
    fill: #fff;
    stroke: #000;
  }
  text {
    fill: #fff;
    fill-opacity: 0.7;
    font-size: calc(4px * var(--unit));
    text-anchor: end;
  }
  .field {
    stroke: #fff;
    stroke-width: 2;
  }
  .line {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    min-height: 2rem;
    margin-top: var(--gap-2);
  }
  .line p {
    flex: 1;
  }
  .tools,
  .stepper {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
  }
  .stepper {
    gap: 2px;
  }
  .stepper button {
    width: 2rem;
    padding: 0;
  }
  .stepper span {
    min-width: 2.2em;
    text-align: center;
  }
  label {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
  }
  label input {
    flex: none;
    margin: 0;
  }
  /* In projector mode, the canvas alone. */
  :host([bare]) :is(h2, undo-bar, .line, label, #hint, .over button) {
    display: none;
  }
  :host([bare]) .trained + text {
    fill-opacity: 1;
    font-size: calc(6px * var(--unit));
  }
  /* A map's legend has room below it. */
  :host([bare][mapped]) .board {
    width: calc(var(--canvas) - 2.25rem);
  }
  :host([bare]) .over {
    margin: 0;
    font-size: var(--small);
    line-height: 2.25rem;
    white-space: nowrap;
  }
  /* On small screens the canvas stays beside the figure, so it comes with as little as possible: the
     chosen object over its button, and undo in the button's row. */
  @media (max-width: 1100px) {
    :host(:not([plain])) {
      display: grid;
      grid-template: auto / minmax(0, 1fr) auto;
      grid-auto-rows: min-content;
      gap: var(--gap-1) var(--gap-2);
    }
    :host(:not([plain])) h2 {
      display: none;
    }
    :host(:not([plain])) > :not(undo-bar) {
      grid-column: 1 / -1;
    }
    :host(:not([plain])) .board {
      justify-self: center;
    }
    :host(:not([plain])) .line {
      display: contents;
    }
    :host(:not([plain])) .line p {
      grid-area: 2 / 1 / 3 / -1;
    }
    :host(:not([plain])) .tools {
      display: contents;
    }
    :host(:not([plain])) .tools > button {
      grid-area: 3 / 1;
      justify-self: start;
    }
    :host(:not([plain])) .stepper {
      grid-area: 4 / 1 / auto / -1;
    }
    :host(:not([plain])) undo-bar {
      grid-area: 3 / 2;
      margin: 0;
    }
    /* What is new, a tool in hand or a map over the canvas, takes the trained region's place. */
    :host(:not([plain])) label:has(~ :is(.over, .pen, .brush, .eraser)) {
      display: none;
    }
    /* Beside a low figure, the canvas leaves room for its notes. */
    :host([noted]:not([plain], [bare])) {
      --canvas: min(16rem, var(--stage-height) - 9rem);
    }
  }
  /* A low window has no room for all keys, which ? lists; cut short they would mislead. */
  @media (max-width: 1100px) and (max-height: 560px) {
    :host(:not([plain])) > #hint.keys {
      display: none;
    }
    /* A map's legend takes its place. */
    :host([mapped]:not([plain])) .stepper {
      display: none;
    }
  }
  @media (max-width: 720px) {
    :host(:not([plain])) {
      grid-template: repeat(5, auto) minmax(0, 1fr) / var(--canvas) minmax(0, 1fr) auto;
      column-gap: var(--gap-3);
    }
    :host([noted]:not([plain], [bare])) {
      --canvas: inherit;
    }
    :host(:not([plain])) .board {
      grid-area: 1 / 1 / span 6;
      width: var(--canvas);
      align-self: start;
    }
    :host(:not([plain])) > :not(.board, undo-bar) {
      grid-column: 2 / -1;
    }
    :host(:not([plain])) > label {
      grid-row: 4;
    }
    :host(:not([plain])) > .over {
      grid-row: 5;
    }
    /* Shown whole or not at all: what does not fit below the line goes into a column out of sight. */
    :host(:not([plain])) > #hint {
      grid-row: 6;
      min-height: 0;
      overflow: hidden;
      columns: 1;
      column-fill: auto;
    }
    :host(:not([plain])) > #hint::before {
      content: "";
      display: block;
      height: 1px;
    }
    :host(:not([plain])) > #hint > span {
      display: block;
      break-inside: avoid;
    }
    :host(:not([plain])) .line p {
      grid-area: 1 / 2 / 2 / -1;
    }
    :host(:not([plain])) .tools > button {
      grid-area: 2 / 2;
    }
    :host(:not([plain])) .stepper {
      grid-area: 3 / 2 / auto / -1;
    }
    :host(:not([plain])) .stepper button {
      width: 2.5rem;
    }
    :host(:not([plain])) undo-bar {
      grid-area: 2 / 3;
    }
  }
  .touch {
    display: none;
  }
  /* Touch users need no keys, and watch the figure while dragging. */
  @media (hover: none) and (pointer: coarse) {
    .keys {
      display: none;
    }
    .touch {
      display: inline;
    }
  }
`;
