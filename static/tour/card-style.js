import { css } from "lit";

const scrolling = css`
  & section {
    max-height: max(20rem, calc(100dvh - var(--canvas) - 7.5rem));
    overflow: auto;
    overscroll-behavior: contain;
    /* Not quite opaque: behind opaque contents that scroll, Chromium leaves out more of the figure
       than they cover. */
    background: color-mix(in srgb, var(--panel) 99%, transparent);
  }
  & .ways {
    position: sticky;
    bottom: calc(-1 * var(--gap-3));
    margin: 0 calc(-1 * var(--gap-4)) calc(-1 * var(--gap-3));
    padding: var(--gap-2) var(--gap-4) var(--gap-3);
    background: var(--panel);
  }
`;

/** Style of the tour's card: its frame, its texts and its task. `styles/tour.css` gives it its place. */
export const cardStyle = css`
  :host([hidden]) {
    display: none;
  }
  section {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: var(--gap-2);
    padding: var(--gap-3) var(--gap-4) var(--gap-3);
    font-size: var(--body);
    background: var(--panel);
    border: 1px solid var(--point);
    border-radius: calc(1.5 * var(--radius));
    box-shadow: 0 0.5rem 2rem #0008;
  }
  .top,
  .ways {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
  }
  /* The last screen's ways on stay, and its claims go on below them. */
  :host([data-last]) .ways {
    position: sticky;
    bottom: 0;
    padding-block: var(--gap-2);
    background: var(--panel);
    box-shadow: 0 -0.75rem 0.75rem var(--panel);
  }
  .chapter {
    flex: 1;
    min-width: 0;
    color: var(--point);
    font-size: var(--small);
    font-weight: 600;
  }
  .count {
    color: var(--quiet);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  h2 {
    margin: 0;
    color: var(--text);
    font-size: var(--large);
    line-height: 1.25;
    letter-spacing: 0;
    text-transform: none;
  }
  h2:focus {
    outline: 0;
  }
  b {
    font-weight: 700;
  }
  .fails {
    color: var(--bad);
  }
  .waiting {
    color: var(--quiet);
    font-style: italic;
  }
  .late {
    opacity: 0.55;
  }
  div.task {
    display: grid;
    justify-items: start;
    gap: var(--gap-2);
    padding-left: var(--gap-3);
    border-left: 3px solid var(--point);
  }
  .task > p:first-child {
    font-weight: 600;
  }
  .status {
    min-height: 1.45em;
    font-size: var(--small);
  }
  .tick {
    color: var(--point);
    font-weight: 700;
  }
  /* The card scrolls in the room below the canvas, off the pictures beside it: with More always, else where
     that room is high. */
  @media (min-width: 1101px) {
    :host([data-more]:not([projected], [data-last])) {
      ${scrolling}
    }
  }
  @media (min-width: 1101px) and (min-height: 50rem) {
    :host(:not([projected], [data-last])) {
      ${scrolling}
    }
  }
  .rest {
    margin-top: var(--gap-2);
    color: var(--quiet);
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0 var(--gap-2);
    margin-bottom: 0;
  }
  dt {
    color: var(--text);
  }
  dd {
    margin: 0;
  }
  summary {
    width: max-content;
    color: var(--quiet);
    font-size: var(--small);
    cursor: pointer;
  }
  .rest button,
  .rest a {
    margin-right: var(--gap-2);
    font-size: var(--small);
  }
  button {
    min-height: 2.25rem;
    font-size: var(--body);
    white-space: nowrap;
  }
  .first {
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  /* A press of a page turner that waits for the result. */
  :host([data-waiting="task"]) [data-action],
  :host([data-waiting="next"]) [data-next] {
    background: color-mix(in srgb, var(--point) 30%, var(--raised));
    border-color: var(--point);
    color: var(--text);
    &::after {
      content: " …";
    }
  }
  .leave {
    min-width: 2rem;
    min-height: 2rem;
    padding: 0;
    border-color: transparent;
    background: none;
    font-size: max(1rem, var(--small));
  }
  a {
    color: var(--quiet);
  }
  /* The arrow towards what the step speaks of. */
  section::before {
    content: "";
    position: absolute;
    display: none;
    width: 0.875rem;
    height: 0.875rem;
    background: var(--panel);
    border: 1px solid var(--point);
    border-width: 0 0 1px 1px;
    transform: translate(-50%, -50%) rotate(var(--turn));
  }
  :host([data-arrow="left"]) section::before {
    display: block;
    --turn: 45deg;
    left: 0;
    top: var(--arrow);
  }
  :host([data-arrow="right"]) section::before {
    display: block;
    --turn: 225deg;
    left: 100%;
    top: var(--arrow);
  }
  :host([data-arrow="top"]) section::before {
    display: block;
    --turn: 135deg;
    left: var(--arrow);
    top: 0;
  }
  :host([data-arrow="bottom"]) section::before {
    display: block;
    --turn: 315deg;
    left: var(--arrow);
    top: 100%;
  }
`;
