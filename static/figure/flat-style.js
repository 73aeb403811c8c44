import { css } from "lit";
import { layeredStyle } from "../scene/layered-canvas.js";

/** Style of the flat figure, with the stage's colours in both themes. */
export const flatStyle = css`
  :host {
    overflow: auto;
    color: var(--stage-text);
    background: var(--stage);
  }
  .flat {
    position: relative;
    font-size: var(--small);
    line-height: 1.35;
    cursor: crosshair;
  }
  .flat:focus-visible {
    outline-color: #fff;
    outline-offset: -3px;
  }
  ${layeredStyle}
  canvas,
  svg {
    pointer-events: none;
  }
  canvas {
    opacity: var(--fresh);
  }
  .flat > p,
  .flat > span {
    position: absolute;
    margin: 0;
    white-space: nowrap;
    pointer-events: none;
  }
  .heading {
    left: var(--gap-4);
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .tall .sent {
    display: block;
    line-height: 1;
  }
  .tall .steps {
    display: none;
  }
  strong[title] {
    pointer-events: auto;
    cursor: help;
  }
  .heading strong {
    font-size: var(--body);
    color: var(--ink);
  }
  .steps,
  .column,
  .name,
  .output {
    color: var(--stage-quiet);
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .column {
    max-width: 6rem;
    white-space: normal;
    line-height: 1.15;
  }
  .flat > .output {
    transform: translateY(-50%);
  }
  .flat > .answer {
    font-size: 1.2rem;
    font-weight: 700;
    color: var(--stage-text);
  }
  .answer .number {
    font-size: var(--body);
  }
  .answer.right .verdict,
  .answer.right .name-of,
  .flat > .should {
    color: var(--stage-good);
  }
  .answer.wrong .verdict,
  .answer.wrong .name-of {
    color: var(--stage-bad);
  }
  .flat > .should {
    font-weight: 600;
  }
  .correct {
    fill: none;
    stroke: var(--stage-good);
    stroke-width: 2;
    stroke-dasharray: 4 3;
  }
  .flat > .lit {
    font-weight: 600;
    color: var(--stage-text);
  }
  .tip {
    padding: 2px var(--gap-2);
    border-radius: var(--gap-1);
    background: var(--stage-raised);
    border: 1px solid var(--stage-line);
  }
  .edge {
    fill: none;
    stroke-opacity: 0.6;
  }
  .unit {
    fill: #d6deee;
    stroke: #d6deee;
    stroke-opacity: 0.5;
  }
  .slice,
  .under,
  .pointed,
  .kept {
    fill: none;
    stroke: #fff;
    stroke-width: 2;
  }
  .under {
    stroke: #000;
    stroke-width: 4;
  }
  .kept {
    stroke-dasharray: 3 2;
  }
  .link {
    fill: none;
    stroke: #fff8eb;
    stroke-width: 1.25;
  }
  .link.against {
    stroke: #e5604f;
    stroke-dasharray: 1 3;
  }
  .link.pinned {
    stroke: var(--stage-a);
    stroke-dasharray: 5 4;
  }
`;
