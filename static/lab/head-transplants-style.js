import { css } from "lit";

/** Style of the columns of head transplants. */
export const transplantStyle = css`
  .columns {
    flex-wrap: nowrap;
    align-items: stretch;
    gap: var(--gap-3);
    overflow-x: auto;
  }
  .part {
    flex: none;
    width: 11.6rem;
  }
  .part.exact {
    width: 16.4rem;
    padding-left: var(--gap-3);
    border-left: 1px solid var(--line);
  }
  .pictures {
    display: grid;
    grid-template-columns: 7.4rem 3.6rem;
    gap: var(--gap-2);
  }
  .exact .pictures {
    grid-template-columns: 7.4rem 7.4rem;
  }
  .change {
    display: contents;
  }
  .change p {
    grid-column: 1 / -1;
  }
  .part h3 {
    font-size: var(--small);
  }
  .volumes {
    display: grid;
    gap: var(--gap-1);
    align-content: start;
    line-height: 1.25;
  }
  .empty {
    text-align: center;
  }
  @media (max-width: 720px) {
    .columns {
      flex-wrap: wrap;
    }
    .part.exact {
      padding: 0;
      border: 0;
    }
  }
`;
