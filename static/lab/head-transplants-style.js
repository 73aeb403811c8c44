import { css } from "lit";

/** Style of the maps and volumes of head transplants. */
export const transplantStyle = css`
  .four {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 11.5rem));
    gap: var(--gap-1) var(--gap-3);
    margin-bottom: var(--gap-2);
  }
  .four h3 {
    grid-column: 1 / -1;
    margin: var(--gap-2) 0 0;
  }
  .part {
    min-width: 0;
  }
  .share {
    font-size: var(--large);
    font-weight: 650;
    text-align: center;
  }
  .whose {
    margin-bottom: var(--gap-2);
  }
  .share small {
    font-size: var(--small);
    font-weight: 400;
  }
  .base {
    margin: 0;
    text-align: center;
  }
  .pictures {
    display: grid;
    grid-template-columns: minmax(0, 8rem) minmax(0, 1fr);
    gap: var(--gap-3);
  }
  .change p {
    margin-top: var(--gap-1);
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
`;
