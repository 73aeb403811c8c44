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
  .sides {
    display: flex;
    flex-wrap: wrap;
    flex: 1;
    gap: var(--gap-4);
  }
  .network {
    flex: 1 1 24rem;
    min-width: 0;
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
