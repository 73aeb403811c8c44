import { css } from "lit";

/**
 * The tour's card in projector mode: a band below canvas and figure, with one sentence at a time, and what
 * to press in one row. High windows have its whole lead, low ones the first sentence.
 */
export const projectedStyle = css`
  @media (min-width: 721px) {
    :host([projected]) section {
      box-sizing: border-box;
      border-radius: 0;
      font-size: var(--small);
      line-height: 1.18;
    }
    :host([projected]:not([data-last])) section {
      display: grid;
      grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr) auto auto;
      gap: var(--gap-1) var(--gap-3);
      height: 100%;
      padding: var(--gap-2) var(--gap-4);
      border-width: 2px 0 0;
      box-shadow: none;
    }
    :host([projected]:not([data-last])) {
      & .top {
        grid-area: 4 / 2;
        justify-content: end;
      }
      & .chapter {
        flex: none;
      }
      & h2 {
        grid-area: 4 / 1;
        align-self: center;
        overflow: hidden;
        font-size: var(--small);
        white-space: nowrap;
        text-overflow: ellipsis;
        color: var(--quiet);
      }
      /* Before the result, the title has a line of its own, since its row has the task's button. */
      & section:not(.achieved) h2 {
        grid-area: 1 / 1 / auto / 3;
      }
      & section:not(.achieved) .top {
        grid-area: 1 / 3;
      }
      & .text {
        grid-area: 2 / 1 / auto / -1;
      }
      & .text.done {
        grid-area: 1 / 1 / 4 / -1;
        overflow: auto;
      }
      /*
       * A table says more in less room, with the conclusion beside it; the sentences before that are there
       * for screen readers. Wider than the texts' column, it moves no button.
       */
      & section {
        --table: min(43rem, 100% - 11.3rem);
      }
      & table {
        position: absolute;
        grid-area: 1 / 1 / 4 / -1;
        width: var(--table);
        line-height: 1.1;
      }
      & .text.done:has(+ table) {
        margin-left: calc(var(--table) + var(--gap-4));
        font-weight: 600;
        line-height: 1.05;
        & > span:not(:last-of-type) {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      & td + td,
      & th + td {
        padding-block: 0;
      }
      & div.task {
        display: contents;
      }
      & .task > p:first-child {
        grid-area: 3 / 1 / auto / -1;
        min-height: 0;
        overflow: auto;
      }
      & [data-action] {
        grid-area: 4 / 2;
      }
      /* The page's menu has the corner: styles/projector.css. */
      & .ways {
        grid-area: 4 / 3;
        margin-right: 3.25rem;
      }
      & :is(.heading, .leave, .status, .maps, .dots, details) {
        display: none;
      }
    }
    /* Pages of whole claims, turned sideways. */
    :host([projected][data-last]) section {
      display: grid;
      grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
      height: 100%;
      border: 0;
      padding: 0 var(--gap-4);
    }
    :host([projected][data-last]) {
      & .top {
        padding-top: var(--gap-1);
      }
      & :is(h2, li:first-child strong) {
        font-size: inherit;
      }
      & .leave {
        font-size: inherit;
      }
      & .pages {
        display: block;
        columns: 1;
        column-fill: auto;
        column-gap: var(--gap-4);
        overflow: auto hidden;
        scrollbar-width: none;
      }
      & .claims {
        display: block;
        padding-left: 2.25rem;
      }
      & li {
        padding-bottom: var(--gap-2);
        break-inside: avoid;
      }
      & h3 {
        break-after: avoid;
      }
      & .ways {
        padding-bottom: var(--gap-1);
      }
    }
  }
  @media (min-width: 721px) and (max-height: 800px) {
    :host([projected]:not([data-last])) {
      & .text:not(.done) > :not(:first-child) {
        display: none;
      }
    }
  }
  @media (min-width: 721px) and (min-height: 801px) {
    :host([projected][data-last]) .pages {
      columns: 2;
    }
  }
`;
