import { css } from "lit";

/** How a training and its counter-experiment stand beside each other. */
export const pairStyle = css`
  :host {
    display: block;
    padding: 0;
  }
  :host([titled]) {
    margin-bottom: var(--gap-4);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
    gap: var(--gap-3) var(--gap-4);
  }
  .pair h4 {
    margin: 0 0 var(--gap-1);
    font-size: inherit;
  }
  .said {
    max-width: 46rem;
    margin-block: var(--gap-2);
  }
`;
