import { css } from "lit";

/** Style of the tour's card. `styles/tour.css` gives it its place. */
export const tourStyle = css`
  :host([hidden]) {
    display: none;
  }
  section {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: var(--gap-2);
    padding: var(--gap-3) var(--gap-4) var(--gap-3);
    font-size: var(--body);
    background: var(--panel);
    border: 1px solid var(--point);
    border-radius: calc(1.5 * var(--radius));
    box-shadow: 0 0.5rem 2rem #0008;
  }
  .top,
  .ways {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
  }
  .chapter {
    flex: 1;
    min-width: 0;
    color: var(--point);
    font-size: var(--small);
    font-weight: 600;
  }
  .count {
    color: var(--quiet);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  h2 {
    margin: 0;
    color: var(--text);
    font-size: var(--large);
    line-height: 1.25;
    letter-spacing: 0;
    text-transform: none;
  }
  h2:focus {
    outline: 0;
  }
  b {
    font-weight: 700;
  }
  .fails {
    color: var(--bad);
  }
  .waiting {
    color: var(--quiet);
    font-style: italic;
  }
  .late {
    opacity: 0.55;
  }
  div.task {
    display: grid;
    justify-items: start;
    gap: var(--gap-2);
    padding-left: var(--gap-3);
    border-left: 3px solid var(--point);
  }
  .task > p:first-child {
    font-weight: 600;
  }
  .status {
    min-height: 1.45em;
    font-size: var(--small);
  }
  .tick {
    color: var(--point);
    font-weight: 700;
  }
  .scroll {
    max-height: 32dvh;
    overflow: auto;
  }
  .rest {
    margin-top: var(--gap-2);
    color: var(--quiet);
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0 var(--gap-2);
    margin-bottom: 0;
  }
  dt {
    color: var(--text);
  }
  dd {
    margin: 0;
  }
  summary {
    width: max-content;
    color: var(--quiet);
    font-size: var(--small);
    cursor: pointer;
  }
  .rest button,
  .rest a {
    margin-right: var(--gap-2);
    font-size: var(--small);
  }
  button {
    min-height: 2.25rem;
    font-size: var(--body);
    white-space: nowrap;
  }
  .first {
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  /* A press of a page turner that waits for the result. */
  :host([data-waiting="task"]) [data-action],
  :host([data-waiting="next"]) [data-next] {
    background: color-mix(in srgb, var(--point) 30%, var(--raised));
    border-color: var(--point);
    color: var(--text);
    &::after {
      content: " …";
    }
  }
  .leave {
    min-width: 2rem;
    min-height: 2rem;
    padding: 0;
    border-color: transparent;
    background: none;
    font-size: max(1rem, var(--small));
  }
  a {
    color: var(--quiet);
  }
  .dots {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .dot {
    display: grid;
    place-items: center;
    width: 0.9375rem;
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
  }
  .dot::before {
    content: "";
    width: 0.5rem;
    height: 0.5rem;
    border: 1.5px solid var(--quiet);
    border-radius: 50%;
  }
  .dot.end {
    width: auto;
    margin-left: var(--gap-1);
    color: var(--quiet);
    font-size: var(--small);
  }
  .dot.end::before {
    display: none;
  }
  .dot.end[aria-current] {
    color: var(--point);
    font-weight: 600;
  }
  .dot.done::before {
    background: var(--quiet);
  }
  .dot[aria-current]::before {
    width: 0.75rem;
    height: 0.75rem;
    border-color: var(--point);
    border-width: 3px;
  }
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
  /* The arrow towards what the step speaks of. */
  section::before {
    content: "";
    position: absolute;
    display: none;
    width: 0.875rem;
    height: 0.875rem;
    background: var(--panel);
    border: 1px solid var(--point);
    border-width: 0 0 1px 1px;
    transform: translate(-50%, -50%) rotate(var(--turn));
  }
  :host([data-arrow="left"]) section::before {
    display: block;
    --turn: 45deg;
    left: 0;
    top: var(--arrow);
  }
  :host([data-arrow="right"]) section::before {
    display: block;
    --turn: 225deg;
    left: 100%;
    top: var(--arrow);
  }
  :host([data-arrow="top"]) section::before {
    display: block;
    --turn: 135deg;
    left: var(--arrow);
    top: 0;
  }
  :host([data-arrow="bottom"]) section::before {
    display: block;
    --turn: 315deg;
    left: var(--arrow);
    top: 100%;
  }
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
  /* Low and wide: the text, and beside it what to do. */
  @media (min-width: 721px) and (max-width: 1100px) {
    :host(:not([data-last])) section {
      display: grid;
      grid-template: auto 1fr auto / minmax(0, 1fr) minmax(16rem, 22rem);
      gap: var(--gap-1) var(--gap-4);
      padding-block: var(--gap-2);
    }
    :host(:not([data-last])) .top {
      grid-area: 1 / 2;
    }
    :host(:not([data-last])) :is(div.task, table, .maps) {
      grid-area: 2 / 2;
      align-self: start;
    }
    .maps :is(heat-map, .moved) {
      max-width: 4rem;
    }
    td + td,
    th + td {
      padding: 0 var(--gap-1);
    }
    div.task {
      grid-template-columns: auto minmax(0, 1fr);
      align-items: center;
    }
    .task > p:first-child {
      grid-column: 1 / -1;
    }
    :host(:not([data-last])) details {
      grid-area: 3 / 1;
      align-self: center;
    }
    :host(:not([data-last])) .ways {
      grid-area: 3 / 2;
    }
  }
  @media (max-width: 720px) {
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
    .scroll {
      max-height: none;
    }
    td + td,
    th + td {
      padding: 0 var(--gap-1);
    }
    .ways {
      position: sticky;
      bottom: calc(-1 * var(--gap-2));
      margin-top: auto;
      padding: var(--gap-1) 0;
      background: var(--panel);
    }
    .maps :is(heat-map, .moved) {
      max-width: 5rem;
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
