import { css } from "lit";

/** How a figure looks; its colours are the stage's, in both themes. */
export const figureStyle = css`
  :host {
    color: var(--stage-text);
    background: var(--stage);
  }
  :host([hidden]) {
    display: none;
  }
  .stage {
    position: relative;
    height: 100%;
    overflow: hidden;
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    touch-action: none;
    cursor: grab;
    opacity: var(--fresh);
  }
  canvas[data-over] {
    cursor: pointer;
  }
  .ring {
    border: 2px solid var(--stage-text);
    border-radius: 50%;
  }
  .caption {
    position: absolute;
    left: var(--gap-4);
    top: var(--gap-3);
    max-width: 34rem;
    pointer-events: none;
    font-size: var(--small);
    color: var(--stage-quiet);
  }
  .caption strong {
    color: var(--stage-text);
  }
  .labels {
    position: absolute;
    inset: 0;
    pointer-events: none;
    font-size: var(--small);
    line-height: 1.35;
  }
  .labels > * {
    position: absolute;
    left: 0;
    top: 0;
    white-space: nowrap;
  }
  .title {
    font-size: var(--body);
    font-weight: 600;
    color: var(--ink);
  }
  .leader {
    position: absolute;
    left: 0;
    top: 0;
    height: 1px;
    background: var(--ink);
    opacity: 0.6;
    transform-origin: 0 0;
  }
  .steps {
    color: var(--stage-quiet);
  }
  [data-small] .heading .steps {
    display: none;
  }
  [data-small] .title {
    font-size: var(--small);
  }
  .tip {
    padding: 2px var(--gap-2);
    border-radius: var(--gap-1);
    background: var(--stage-raised);
    border: 1px solid var(--stage-line);
  }
  .lit {
    font-weight: 600;
  }
  .note {
    margin: var(--gap-4);
  }
  :focus-visible {
    outline-color: #fff;
  }
`;
