import { css } from "lit";

/** The tour's card where canvas and figure stay at the top: a band below them, which covers neither. */
export const narrowStyle = css`
  @media (max-width: 1100px) {
    :host(:not([data-last])) section {
      flex: 1;
      border-width: 2px 0 0;
      border-radius: 0;
      box-shadow: none;
    }
    section::before {
      display: none !important;
    }
  }
  /* Wide: the text, and beside it what to do; More takes the place of both. */
  @media (min-width: 721px) and (max-width: 1100px) {
    :host(:not([data-last])) section {
      box-sizing: border-box;
      min-height: 0;
      display: grid;
      grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) minmax(16rem, 22rem);
      gap: var(--gap-1) var(--gap-4);
      padding-block: var(--gap-2);
    }
    :host(:not([data-last])) {
      & .top {
        grid-area: 1 / 2;
      }
      & :is(.text, div.task, table, .maps) {
        grid-area: 2 / 2;
        align-self: start;
        max-height: 100%;
        overflow: auto;
      }
      & p.text {
        grid-column: 1;
      }
      & p.text.done:not(:has(+ :is(table, .maps))) {
        grid-column: 1 / -1;
      }
      & details {
        grid-area: 3 / 1;
        align-self: center;
      }
      & .ways {
        grid-area: 3 / 2;
      }
    }
    :host([data-more]:not([data-last], [projected])) {
      & section {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      & :is(.text, div.task, table, .maps) {
        display: none;
      }
      & details {
        grid-area: 2 / 1 / 4;
        align-self: stretch;
        overflow: auto;
      }
    }
  }
  @media (min-width: 721px) and (max-width: 1100px) and (max-height: 600px) {
    :host(:not([data-last], [projected])) section {
      row-gap: 0;
      padding-block: var(--gap-1);
      font-size: 0.875rem;
      line-height: 1.35;
    }
    :host(:not([data-last], [projected])) {
      & h2 {
        align-self: center;
        font-size: 1rem;
      }
      & :is(.ways, .task) button {
        min-height: 2rem;
      }
      & div.task {
        gap: var(--gap-1) var(--gap-2);
      }
    }
    th {
      white-space: nowrap;
    }
  }
  /* What a press does is said beside it, and never below the edge; so are maps. */
  @media (max-width: 1100px) {
    div.task {
      grid-template-columns: auto minmax(0, 1fr);
      align-items: center;
      /* The mark around the button reaches out. */
      column-gap: var(--gap-4);
    }
    .task > p:first-child {
      grid-column: 1 / -1;
    }
    .status {
      min-height: 0;
      line-height: 1.3;
    }
    td + td,
    th + td {
      padding: 0 var(--gap-1);
    }
    .maps {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .maps figure {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      align-items: center;
      gap: var(--gap-2);
    }
    .maps :is(heat-map, .moved) {
      width: 3.75rem;
      max-width: none;
    }
    .maps figcaption {
      line-height: 1.3;
    }
  }
  @media (max-width: 720px) {
    /* Small, and the longer words in the wider column, so that More stays in sight. */
    .maps :is(heat-map, .moved) {
      width: 2.75rem;
    }
    .maps:has(.moved) {
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    }
    div.task {
      margin-bottom: var(--gap-1);
    }
    section {
      flex: 1;
      min-height: 0;
      gap: var(--gap-1);
      overflow: auto;
      border-width: 2px 0 0;
      border-radius: 0;
      box-shadow: none;
      padding: var(--gap-2) var(--gap-3);
    }
    .ways {
      position: sticky;
      bottom: calc(-1 * var(--gap-2));
      margin-top: auto;
      padding: var(--gap-1) 0;
      background: var(--panel);
    }
    :host([data-last]) .claims {
      gap: var(--gap-1);
      line-height: 1.3;
    }
    :host([data-last]) .dots {
      display: none;
    }
    :host([data-last]) .ways > :first-child {
      margin-right: auto;
    }
  }
`;
