import { css } from "lit";

/**
 * The tour's card in projector mode: a band below canvas and figure, with one sentence at a time, and what
 * to press in one row. Low windows leave out all but these.
 */
export const projectedStyle = css`
  @media (min-width: 721px) {
    :host([projected]:not([data-last])) section {
      box-sizing: border-box;
      display: grid;
      grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr) auto auto;
      gap: var(--gap-1) var(--gap-3);
      height: 100%;
      padding: var(--gap-2) var(--gap-4);
      border-width: 2px 0 0;
      border-radius: 0;
      box-shadow: none;
      font-size: var(--large);
      line-height: 1.3;
    }
    :host([projected]:not([data-last])) {
      & .top {
        grid-area: 1 / 2 / auto / -1;
        justify-content: end;
      }
      & .chapter {
        flex: none;
      }
      & h2 {
        grid-area: 1 / 1;
        align-self: center;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      & .text {
        grid-area: 2 / 1 / auto / -1;
      }
      & .text.done {
        grid-row: 2 / 4;
        overflow: auto;
      }
      & .text.done:has(+ :is(table, .maps)) {
        grid-column-end: 2;
        font-size: var(--body);
      }
      & :is(table, .maps) {
        grid-area: 2 / 2 / 4 / -1;
        align-self: start;
      }
      & .maps {
        grid-template-columns: repeat(2, max-content);
        & figcaption {
          white-space: nowrap;
        }
      }
      & div.task {
        display: contents;
      }
      & .task > p:first-child {
        grid-area: 3 / 1 / auto / -1;
        min-height: 0;
        overflow: auto;
      }
      & .status {
        grid-area: 4 / 1;
        align-self: center;
        min-height: 0;
      }
      & [data-action] {
        grid-area: 4 / 2;
      }
      /* The page's menu has the corner: styles/projector.css. */
      & .ways {
        grid-area: 4 / 3;
        margin-right: 3.25rem;
      }
      & details,
      & .dots {
        display: none;
      }
      & .leave {
        font-size: var(--small);
      }
    }
    :host([projected][data-last]) section {
      min-height: 100%;
      border: 0;
      border-radius: 0;
      box-sizing: border-box;
      padding: 0 max(1rem, (100% - 75rem) / 2);
    }
    :host([projected][data-last]) .top {
      padding-top: var(--gap-3);
    }
    :host([projected][data-last]) .claims {
      padding-left: 2.25rem;
    }
    :host([projected][data-last]) .ways {
      position: sticky;
      bottom: 0;
      margin-top: auto;
      padding-block: var(--gap-2);
      background: var(--panel);
    }
  }
  @media (min-width: 721px) and (max-height: 800px) {
    :host([projected]:not([data-last])) section {
      font-size: var(--small);
      line-height: 1.18;
    }
    :host([projected]:not([data-last])) {
      & .heading,
      & .leave,
      & .text:not(.done),
      & .status,
      & .maps {
        display: none;
      }
      & .achieved .top {
        grid-area: 4 / 2;
      }
      & h2 {
        grid-area: 4 / 1;
        font-size: var(--small);
        color: var(--quiet);
      }
      /* Before the result, the title has a line of its own, since its row has the task's button. */
      & section:not(.achieved) h2 {
        grid-area: 1 / 1 / auto / 3;
      }
      & section:not(.achieved) .top {
        grid-area: 1 / 3;
      }
      & .task > p:first-child {
        grid-row: 2 / 4;
      }
      & .text.done,
      & .text.done:has(+ :is(table, .maps)) {
        grid-area: 1 / 1 / 4 / -1;
        font-size: inherit;
      }
      /* A table says more in less room; its sentence is there for screen readers. */
      & .text.done:has(+ table) {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      & table {
        grid-area: 1 / 1 / 4 / -1;
        justify-self: start;
        align-self: start;
        line-height: 1.1;
      }
      & td + td,
      & th + td {
        padding-block: 0;
      }
    }
  }
`;
