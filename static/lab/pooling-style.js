import { css } from "lit";

/** Style of the pooling tab. */
export const poolingStyle = css`
  .pad {
    display: flex;
    align-items: center;
    gap: var(--gap-1);
  }
  .pad button {
    padding-inline: var(--gap-2);
  }
  .pad button {
    min-width: 2rem;
  }
  .place {
    margin-top: var(--gap-2);
    color: var(--quiet);
  }
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap-4);
  }
  .slices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-1);
    margin: var(--gap-1) 0 var(--gap-3);
  }
  .slice {
    width: 4.125rem;
    text-align: center;
  }
  .slice figcaption {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--quiet);
  }
`;
