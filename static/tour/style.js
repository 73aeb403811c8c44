import { css } from "lit";

/** Style of the tour: a strip above the figure, or at the bottom on phones. */
export const tourStyle = css`
  :host {
    background: var(--panel);
    border-bottom: 1px solid var(--line);
  }
  :host([hidden]) {
    display: none;
  }
  section {
    padding: var(--gap-2) var(--gap-4) var(--gap-3);
  }
  .top {
    display: flex;
    align-items: center;
    gap: var(--gap-2) var(--gap-3);
  }
  h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    color: var(--text);
    font-size: var(--large);
    letter-spacing: 0;
    text-transform: none;
  }
  h2:focus {
    outline: 0;
  }
  .count {
    color: var(--quiet);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(15rem, 22rem);
    gap: var(--gap-2) var(--gap-4);
    /* Results come after the task; this keeps the figure in place. */
    min-height: 6.25rem;
    margin-top: var(--gap-1);
  }
  .text {
    max-width: 75ch;
  }
  .text b {
    font-weight: 600;
  }
  .plain {
    color: var(--quiet);
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
  .aside {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    gap: var(--gap-2);
    padding-left: var(--gap-3);
    border-left: 3px solid var(--point);
  }
  .task.done {
    color: var(--quiet);
  }
  em {
    font-style: normal;
    font-weight: 600;
  }
  kbd {
    padding: 0 var(--gap-1);
    border: 1px solid var(--line);
    border-radius: var(--gap-1);
    font: inherit;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2);
  }
  button {
    min-height: 1.75rem;
    font-size: var(--small);
    white-space: nowrap;
  }
  .first {
    background: var(--accent);
    color: var(--on-accent);
  }
  a {
    color: var(--quiet);
    font-size: var(--small);
  }
  .dots {
    display: flex;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .dot {
    display: grid;
    place-items: center;
    width: 1.5rem;
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
  }
  .dot::before {
    content: "";
    width: 0.625rem;
    height: 0.625rem;
    border: 1.5px solid var(--quiet);
    border-radius: 50%;
  }
  .dot.done::before {
    background: var(--quiet);
  }
  .dot[aria-current]::before {
    width: 0.875rem;
    height: 0.875rem;
    border-color: var(--point);
    border-width: 3px;
  }
  .fold {
    display: none;
  }
  .offer {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--gap-1) var(--gap-4);
    padding-block: var(--gap-1);
  }
  .offer p {
    max-width: 85ch;
  }
  .offer .ways {
    flex: none;
  }
  @media (max-width: 1100px) {
    .body {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 720px) {
    .body {
      min-height: 0;
    }
    :host {
      border-top: 1px solid var(--line);
      border-bottom: 0;
    }
    section {
      max-height: 44vh;
      overflow: auto;
      padding: var(--gap-2) var(--gap-3);
    }
    .top {
      flex-wrap: wrap;
      row-gap: 0;
    }
    h2 {
      font-size: var(--body);
      line-height: 1.25;
    }
    .dots {
      flex-basis: 100%;
      order: 1;
    }
    .fold {
      display: block;
    }
    .folded :is(.text, .dots, .more) {
      display: none;
    }
    .offer {
      flex-direction: column;
      align-items: flex-start;
    }
  }
`;
