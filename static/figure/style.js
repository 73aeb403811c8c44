import { css } from "lit";

/** Style of figures, with the stage's colours in both themes. */
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
    touch-action: pan-y;
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
  .strand-heading {
    font-size: var(--note, var(--body));
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
  canvas:focus-visible {
    outline-offset: -3px;
  }
  /* Shown only for keyboard focus. */
  .keys {
    position: absolute;
    left: var(--gap-3);
    top: var(--gap-3);
    padding: 2px var(--gap-2);
    border: 1px solid var(--stage-line);
    border-radius: var(--gap-1);
    background: var(--stage-raised);
    font-size: var(--small);
    pointer-events: none;
    visibility: hidden;
  }
  canvas:focus-visible ~ .keys {
    visibility: visible;
  }
  canvas:focus-visible ~ .caption:not(:has(.mark)) {
    visibility: hidden;
  }
  .caption:has(.mark) ~ .keys {
    top: calc(var(--gap-3) + 1.6rem);
  }
  .stage.flat {
    display: flex;
    flex-direction: column;
  }
  .flat > canvas {
    visibility: hidden;
  }
  .flat > .caption {
    position: static;
    margin: var(--gap-3) var(--gap-4) 0;
  }
  @media (max-width: 720px) {
    .flat > .caption:not(:has(.mark)) {
      display: none;
    }
  }
  .note {
    margin: var(--gap-1) var(--gap-4);
    font-size: var(--small);
    color: var(--stage-text);
  }
  flat-figure {
    flex: 1;
    min-height: 0;
  }
  :focus-visible {
    outline-color: #fff;
  }
`;
