import { css } from "lit";

/** Style of what was measured: tables, maps and the claims of the last screen. */
export const resultsStyle = css`
  table {
    border-collapse: separate;
    border-spacing: 2px;
    font-size: var(--small);
  }
  caption {
    color: var(--quiet);
    text-align: left;
  }
  th {
    padding: 0 var(--gap-1);
    color: var(--quiet);
    font-weight: 400;
    text-align: left;
  }
  th[scope="row"] {
    white-space: nowrap;
  }
  td + td,
  th + td {
    padding: var(--gap-1);
    font-weight: 700;
    text-align: center;
    background: color-mix(in srgb, var(--point) calc(var(--share) * 45%), var(--raised));
    border-radius: 0.25rem;
  }
  .maps {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 8.75rem));
    gap: var(--gap-2);
  }
  figure {
    margin: 0;
  }
  figcaption {
    color: var(--quiet);
    font-size: var(--small);
  }
  .maps :is(heat-map, .moved) {
    max-width: 6.5rem;
  }
  /* Nothing changed: no map, which would be an empty picture. */
  .moved {
    display: grid;
    place-items: center;
    aspect-ratio: 1;
    border: 2px dashed var(--good);
    border-radius: 0.5rem;
    color: var(--good);
    font-size: 2.5rem;
    line-height: 1;
  }
  figcaption b {
    color: var(--text);
  }
  .pages {
    display: contents;
  }
  .claims {
    display: grid;
    gap: var(--gap-2);
    margin: 0;
    padding-left: 1.25rem;
  }
  .claims strong {
    display: block;
  }
  ol.claims > li:first-child strong {
    color: var(--point);
    font-size: var(--large);
    line-height: 1.25;
  }
  .claims > [data-claim="missing"] strong {
    color: var(--quiet);
    font-weight: 400;
  }
  h3 {
    margin: 0;
    color: var(--quiet);
    font-size: var(--small);
    font-weight: 600;
    letter-spacing: 0;
    text-transform: none;
  }
  .link {
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--point);
    text-decoration: underline;
    white-space: normal;
    text-align: left;
  }
`;
