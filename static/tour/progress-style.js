import { css } from "lit";

/** Style of the dots, one a step. */
export const progressStyle = css`
  .dots {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .dot {
    display: grid;
    place-items: center;
    width: 0.875rem;
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
  }
  .dot::before {
    content: "";
    width: 0.5rem;
    height: 0.5rem;
    border: 1.5px solid var(--quiet);
    border-radius: 50%;
  }
  .dot.end {
    width: auto;
    margin-left: var(--gap-1);
    color: var(--quiet);
    font-size: var(--small);
  }
  .dot.end::before {
    display: none;
  }
  .dot.end[aria-current] {
    color: var(--point);
    font-weight: 600;
  }
  .dot.done::before {
    background: var(--quiet);
  }
  .dot[aria-current]::before {
    width: 0.75rem;
    height: 0.75rem;
    border-color: var(--point);
    border-width: 3px;
  }
`;
