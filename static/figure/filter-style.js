import { css } from "lit";

/** Style of slices' filters and names above a figure's volumes. */
export const filterStyle = css`
  /* A slice's filter as a picture, with its name while it is active. */
  .filter {
    display: flex;
    gap: 4px;
    align-items: center;
    justify-content: flex-end;
    box-sizing: border-box;
    color: var(--stage-quiet);
  }
  .filter.after {
    flex-direction: row-reverse;
  }
  /* The name is white on a dark halo; its slice's colour is in the mark and its border. */
  .filter.lit {
    color: #fff;
    font-weight: 600;
    text-shadow:
      0 0 3px #000,
      0 0 3px #000,
      0 0 5px var(--stage),
      0 0 5px var(--stage);
  }
  .filter img,
  .large img {
    flex: none;
    image-rendering: pixelated;
    outline: 1px solid var(--stage-line);
  }
  .filter:not(.lit) img {
    opacity: 0.55;
  }
  .filter.lit img {
    outline-color: var(--ink);
  }
  .filter.lit span + img {
    outline-width: 2px;
  }
  .stem {
    width: 1px;
    background: var(--ink);
    opacity: 0.45;
  }
  .large {
    min-width: 7rem;
    padding: var(--gap-2);
    border: 1px solid var(--stage-line);
    border-radius: var(--gap-2);
    background: var(--stage);
    text-align: center;
  }
  .large img {
    width: 4.5rem;
    height: 4.5rem;
    margin: 0 auto;
    display: block;
  }
  .large .title {
    color: var(--stage-text);
  }
`;
