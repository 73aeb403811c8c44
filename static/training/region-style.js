import { css } from "lit";

/** Style of the painted region over the canvas, which is black in both themes. */
export const regionStyle = css`
  :host {
    position: absolute;
    inset: 0;
    pointer-events: none;
    forced-color-adjust: none;
  }
  :host([brush]) {
    pointer-events: auto;
    touch-action: none;
    cursor: none;
  }
  svg {
    position: absolute;
    width: 100%;
    height: 100%;
    overflow: visible;
    /* As in the scene's own layers: Chromium leaves outlines behind when the board grows. */
    will-change: transform;
  }
  path,
  .nib {
    fill: none;
  }
  path,
  rect {
    vector-effect: non-scaling-stroke;
  }
  .place {
    shape-rendering: crispEdges;
    fill-opacity: 0.7;
  }
  .painted {
    fill: #9d6bff;
    fill-opacity: 0.3;
  }
  :host([mapped]) .painted,
  :host([next]) .painted {
    fill-opacity: 0;
  }
  .outline {
    stroke: #c9a6ff;
    stroke-width: 2.5;
    stroke-linecap: square;
  }
  :host([next]) .outline {
    stroke-dasharray: 7 5;
  }
  .casing {
    stroke: #000;
    stroke-width: 5;
    stroke-linecap: square;
  }
  .nib {
    stroke: #fff;
    stroke-width: 2;
    filter: drop-shadow(0 0 1px #000) drop-shadow(0 0 1px #000);
  }
  .nib.eraser {
    stroke-dasharray: 4 3;
  }
`;
