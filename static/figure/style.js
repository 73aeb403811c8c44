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
    /* Outputs have the right end. */
    max-width: min(40rem, 76%);
    pointer-events: none;
    font-size: var(--small);
    color: var(--stage-quiet);
  }
  /* Captions that the page does without: of a small figure, or of a projected one. */
  .caption:not(:has(.mark)) {
    display: var(--caption, block);
  }
  .caption:has(.mark) {
    display: var(--caption-of-two, block);
  }
  /* Beside the answer above a strand. */
  .caption.short {
    max-width: calc(100% - 12.5rem);
    line-height: 1.2;
    text-wrap: balance;
  }
  .difference {
    display: var(--difference, inline);
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
  .title[title] {
    pointer-events: auto;
    cursor: help;
  }
  /* Turned by hand, a figure may have its volumes behind its headings. */
  .heading,
  .strand-heading {
    text-shadow:
      0 0 3px var(--stage),
      0 0 3px var(--stage),
      0 0 6px var(--stage);
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
  [data-tiny] .heading .number {
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
  .ramp {
    display: flex;
    gap: 5px;
    align-items: center;
    color: var(--stage-quiet);
  }
  .ramp img {
    width: 3rem;
    height: 0.45rem;
    border-radius: 2px;
  }
  .slim .ramp img {
    width: 1.6rem;
  }
  .heading .steps {
    max-width: 9rem;
    white-space: normal;
  }
  .key {
    left: var(--gap-4);
    top: var(--gap-3);
    max-width: min(30rem, 60%);
    display: flex;
    flex-wrap: wrap;
    gap: 2px var(--gap-3);
  }
  .labels > .key {
    white-space: normal;
    left: var(--gap-4);
    top: 12px;
  }
  .part {
    display: inline-flex;
    gap: 5px;
    align-items: center;
    color: var(--stage-text);
  }
  .part i {
    width: 0.65rem;
    height: 0.65rem;
    border-radius: 2px;
  }
  canvas:focus-visible {
    outline-offset: -3px;
  }
  /* Shown only while keys are used: a press of the pointer hides it. */
  .keys {
    position: absolute;
    display: var(--key-hint, block);
    left: var(--gap-3);
    bottom: var(--gap-3);
    padding: 2px var(--gap-2);
    border: 1px solid var(--stage-line);
    border-radius: var(--gap-1);
    background: var(--stage-raised);
    font-size: var(--small);
    pointer-events: none;
    visibility: hidden;
  }
  canvas:focus-visible:not([data-pressed]) ~ .keys {
    visibility: visible;
  }
  canvas[data-pressed]:focus-visible {
    outline: none;
  }
  .reset {
    position: absolute;
    right: var(--gap-1);
    top: var(--gap-1);
    min-width: 2.25rem;
    min-height: 2.25rem;
    padding: 0;
    font-size: 1.15rem;
    color: var(--stage-text);
    background: var(--stage-raised);
    border: 1px solid var(--stage-line);
  }
  @media (pointer: coarse) {
    .reset {
      min-width: 2.75rem;
      min-height: 2.75rem;
    }
  }
  .of-strand {
    top: auto;
    bottom: var(--gap-3);
  }
  .flat > .reset {
    display: none;
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
