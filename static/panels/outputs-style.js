import { css } from "lit";

/** Style of the networks' answers and scores. */
export const outputsStyle = css`
  /* Side by side, so that they can be compared at a glance. */
  .answers,
  .apart {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--gap-4);
  }
  .pair {
    --answer: max(1.375rem, var(--large));
  }
  /* Rows of both networks start at the same heights, however long their names are. */
  :is(.answers, .apart) > div {
    display: grid;
    grid-row: span 4;
    grid-template-rows: subgrid;
    align-content: start;
    row-gap: 0;
    min-width: 0;
  }
  .pair .sure {
    min-height: 2.9em;
  }
  .pair .sure .dot {
    display: none;
  }
  .pair .expected {
    display: block;
  }
  .measured {
    margin-bottom: var(--gap-2);
  }
  ul {
    margin: 0 0 var(--gap-3);
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 7em 1fr repeat(var(--networks, 1), 3.25em);
    align-items: center;
    gap: var(--gap-2);
    min-height: 1.75rem;
  }
  .pair li {
    grid-template-columns: 6.5em 1fr repeat(var(--networks, 1), 3em);
    min-height: 1.5rem;
  }
  .apart li {
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 var(--gap-1);
    font-size: var(--small);
  }
  .apart li .tracks {
    grid-area: 2 / 1 / 3 / 3;
  }
  .apart .track {
    height: 0.25rem;
  }
  .tracks {
    display: grid;
    gap: 2px;
  }
  .track {
    height: 0.5rem;
    border-radius: 0.25rem;
    background: var(--raised);
    overflow: hidden;
  }
  .tracks .track + .track,
  .tracks .track:has(+ .track) {
    height: 0.3125rem;
  }
  .bar {
    display: block;
    height: 100%;
    width: 100%;
    background: var(--bar);
    transform-origin: left;
  }
  /* Scores of an empty canvas are of nothing. */
  .empty .bar {
    background: var(--line);
  }
  .empty .number {
    color: var(--quiet);
  }
  li .number,
  .marks {
    text-align: right;
  }
  .first {
    font-weight: 600;
  }
  li > :first-child {
    white-space: nowrap;
  }
  /* In projector mode two answers stand beside their figures, below the networks' names. */
  .beside {
    display: grid;
    grid-template-rows: repeat(2, minmax(0, 1fr));
    height: 100%;
  }
  .beside > div {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) var(--answers, 100%);
    min-height: 0;
    padding: var(--gap-2) 0;
  }
  .name {
    grid-area: 1 / 1 / auto / -1;
    place-self: start;
    padding: 0 var(--gap-3);
    font-size: var(--small);
    font-weight: 600;
    line-height: 1.25;
  }
  .beside .live {
    padding-left: var(--gap-3);
    grid-area: 2 / 2;
    align-self: center;
    line-height: 1.15;
  }
  .beside .answer {
    line-height: 1;
  }
  .beside .long .answer {
    font-size: max(1.5rem, 0.42 * var(--answer));
  }
  .alone .long .answer {
    font-size: calc(0.55 * var(--answer));
  }
  .beside .sure {
    min-height: 0;
    margin: 0;
    & .dot {
      display: none;
    }
    & .expected {
      display: block;
    }
  }
  /* Low, the answer stands below the first line of the name, whose second line is short. */
  @media (min-width: 721px) and (max-height: 800px) {
    .beside .live {
      grid-row-start: 1;
      padding-top: 1.75rem;
    }
  }
  /* Hundreds of outputs scroll within the panel. */
  .whole {
    max-height: 20rem;
    overflow: auto;
  }
`;
