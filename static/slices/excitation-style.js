import { css } from "lit";

/** Style of a slice's exciters. */
export const excitedStyle = css`
  .excited {
    margin: var(--gap-2) 0;
  }
  .excited .line {
    display: flex;
    gap: var(--gap-2);
    margin-bottom: var(--gap-1);
  }
  .excited progress {
    width: 100%;
  }
  .exciters {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(5.25rem, 1fr));
    gap: var(--gap-2);
    margin: var(--gap-2) 0;
  }
  .exciters button {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 2px;
    min-width: 0;
    padding: var(--gap-1);
    font-size: var(--small);
  }
  .exciters img {
    width: 4rem;
    height: 4rem;
    object-fit: contain;
    image-rendering: pixelated;
  }
  .exciters .name {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .excited table {
    width: 100%;
    margin: var(--gap-1) 0;
    border-collapse: collapse;
    font-size: var(--small);
  }
  .excited th {
    font-weight: 400;
    color: var(--quiet);
    text-align: right;
  }
  .excited tbody th,
  .excited .text {
    text-align: left;
  }
  .excited tbody th {
    color: var(--text);
  }
  .excited td {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
`;
