import { css } from "lit";

/** Style of the microscope's popover and of the leader line. */
export const popoverStyle = css`
  :host {
    display: contents;
  }
  .box {
    position: fixed;
    z-index: 16;
    display: flex;
    flex-direction: column;
    width: min(24rem, calc(100vw - 2 * var(--gap-2)));
    max-height: var(--tallest, max(60vh, min(22rem, calc(100vh - 5rem))));
    color: var(--text);
    background: var(--panel);
    border: 1px solid var(--quiet);
    border-radius: var(--radius);
    box-shadow: 0 6px 28px #000a;
    container-type: inline-size;
  }
  /* One height for all steps, so that the popover stands still while they are played. */
  .tall {
    height: 33rem;
  }
  .leader {
    position: fixed;
    inset: 0;
    z-index: 15;
    width: 100vw;
    height: 100vh;
    pointer-events: none;
    fill: none;
    stroke: var(--stage-text);
    stroke-width: 1.5;
  }
  .leader[hidden] {
    display: none;
  }
  .leader .under {
    stroke: var(--stage);
    stroke-width: 4;
    stroke-opacity: 0.7;
  }
  .what {
    display: grid;
    grid-template-columns: 3rem minmax(0, 1fr) repeat(3, 2rem);
    gap: var(--gap-2);
    align-items: center;
    padding: var(--gap-2) var(--gap-3);
    margin: 0;
    border-bottom: 1px solid var(--line);
  }
  .what .seen {
    width: 3rem;
    height: 3rem;
  }
  .what strong,
  .what .value {
    display: inline;
    font-size: var(--body);
    font-weight: 600;
  }
  .what {
    column-gap: var(--gap-1);
  }
  .what div {
    margin-left: var(--gap-1);
  }
  .what button {
    align-self: start;
    min-width: 2rem;
    padding: 0;
  }
  .what .close {
    grid-column: -2;
  }
  .stepper {
    display: flex;
    gap: var(--gap-1);
    padding: var(--gap-2) var(--gap-3);
    border-bottom: 1px solid var(--line);
  }
  .stepper button {
    min-height: 2.5rem;
    padding: 0 var(--gap-1);
    font-size: var(--small);
    line-height: 1.2;
  }
  .stepper ol {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .stepper li {
    flex: 1 1 auto;
  }
  .stepper li button {
    width: 100%;
    height: 100%;
    padding: 0 2px;
    border-radius: var(--gap-1);
  }
  .stepper li button:not(.reached) .number,
  .stepper li .number:empty {
    display: none;
  }
  .found {
    font-weight: 600;
  }
  /* What is seen, in words, with the way to the next step. */
  .reading {
    display: flex;
    gap: var(--gap-3);
    align-items: start;
    justify-content: space-between;
    margin-bottom: var(--gap-2);
  }
  .says {
    margin: 0;
    line-height: 1.35;
  }
  .step .says {
    margin-bottom: var(--gap-1);
  }
  .next {
    flex: none;
    min-height: 2rem;
    font-size: var(--small);
  }
  .next:disabled {
    display: none;
  }
  /* What is to come, while it is computed. */
  .outline {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: var(--gap-3);
    max-width: 20rem;
    margin: var(--gap-2) auto;
  }
  .outline i {
    aspect-ratio: 1;
    border: 1px dashed var(--line);
    border-radius: var(--gap-1);
  }
  .plainly {
    display: var(--plainly, block);
    margin: 0 0 var(--gap-2);
    font-size: var(--body);
    line-height: 1.35;
  }
  .stepper li .number {
    display: block;
    font-weight: 600;
  }
  .stepper [aria-current] {
    color: var(--on-accent);
    background: var(--accent);
  }
  .body {
    flex: 1;
    min-height: 0;
    padding: var(--gap-2) var(--gap-3);
    overflow: auto;
    overscroll-behavior: contain;
  }
  /* More follows below the edge. */
  [data-more] .body::after {
    content: "▾";
    position: sticky;
    bottom: calc(-1 * var(--gap-2));
    display: block;
    height: 1.5rem;
    margin-top: -1.5rem;
    line-height: 1.5rem;
    text-align: center;
    background: linear-gradient(transparent, var(--panel) 70%);
    pointer-events: none;
  }
  .body > .step:not([hidden]) {
    padding-top: 0;
    margin-top: 0;
    border-top: 0;
  }
  .body > .step.whole + .step.whole {
    padding-top: var(--gap-2);
    margin-top: var(--gap-2);
    border-top: 1px solid var(--line);
  }
  .step[hidden] {
    display: none;
  }
  .ways {
    margin: 0;
    padding: var(--gap-2) var(--gap-3);
    border-top: 1px solid var(--line);
  }
  .ways button {
    padding-inline: var(--gap-2);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--small);
  }
  .ways small {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
