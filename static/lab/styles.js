import { css } from "lit";
import { detailsStyle } from "./details.js";
import { headlineStyle } from "./headline.js";
import { mapGhostStyle } from "./map-ghost.js";
import { legendStyle } from "./map-legend.js";
import { shareBarsStyle } from "./share-bars.js";
import { fieldLook } from "../ui/field-look.js";

/** Style of the laboratory's tabs, in addition to that of all panels. */
export const tabbed = css`
  :host {
    container-type: inline-size;
    padding: var(--gap-3) var(--gap-4);
    font-size: var(--small);
  }
  h3 {
    margin: 0 0 var(--gap-1);
    font-size: var(--body);
    font-weight: 600;
  }
  button,
  select,
  input {
    font-size: var(--small);
  }
  input[type="number"] {
    width: 4.5rem;
    ${fieldLook}
  }
  /* The bounds of a number, while it is not within them. */
  .range {
    display: none;
    color: var(--bad);
  }
  input:user-invalid {
    border-color: var(--bad);
  }
  input:user-invalid + .range {
    display: inline;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2) var(--gap-3);
    margin-bottom: var(--gap-3);
  }
  .controls label {
    display: flex;
    align-items: center;
    gap: var(--gap-1);
    color: var(--quiet);
  }
  .columns {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: var(--gap-4);
  }
  .wide {
    max-width: 100%;
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    padding-bottom: var(--gap-1);
    text-align: left;
    color: var(--quiet);
  }
  caption strong {
    color: var(--text);
    font-size: var(--body);
  }
  th,
  td {
    padding: 1px var(--gap-2);
    text-align: right;
    white-space: nowrap;
  }
  th {
    color: var(--quiet);
    font-weight: 400;
  }
  th[scope="row"],
  td.text,
  th.text {
    text-align: left;
  }
  thead th {
    border-bottom: 1px solid var(--line);
    vertical-align: bottom;
    white-space: normal;
    line-height: 1.2;
  }
  td.text,
  th[scope="row"] {
    white-space: normal;
  }
  .a {
    color: var(--a);
  }
  .differs {
    font-weight: 600;
    color: var(--bad);
  }
  .sentence {
    margin-bottom: var(--gap-3);
    font-size: var(--body);
  }
  .small {
    margin-top: var(--gap-3);
    color: var(--quiet);
    font-size: var(--small);
  }
  .error {
    color: var(--bad);
  }
  .stale {
    opacity: 0.55;
  }
  ${headlineStyle}
  /* In a wide tab the result stands beside its button, so that a low window shows both. */
  @container (min-width: 40rem) {
    .run {
      float: left;
      max-width: 60%;
      margin-right: var(--gap-4);
    }
    .headline {
      margin-top: 0;
    }
    .headline ~ * {
      clear: both;
    }
  }
  ${detailsStyle}
  ${shareBarsStyle}
`;

/** Style of tabs with maps. */
export const mapped = css`
  figure {
    margin: 0;
  }
  .maps {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100%), 1fr));
    gap: var(--gap-3);
  }
  .map {
    display: flex;
    flex-direction: column;
    gap: var(--gap-1);
    min-width: 0;
    max-width: 16rem;
  }
  .map figcaption {
    display: flex;
    align-items: flex-start;
    min-height: 3.75em;
    gap: var(--gap-2);
    line-height: 1.25;
  }
  .map figcaption strong {
    font-size: var(--large);
  }
  .map figcaption > span {
    flex: 1;
    min-width: 0;
  }
  .map figcaption button {
    min-height: 0;
    padding: 0 var(--gap-2);
  }
  .chart svg {
    max-width: 100%;
    height: auto;
  }
  .chart save-plot {
    display: flex;
    margin-bottom: var(--gap-2);
  }
  dl {
    display: grid;
    grid-template-columns: 1fr auto;
    margin: var(--gap-1) 0 0;
  }
  dt {
    color: var(--quiet);
  }
  dd {
    margin: 0;
  }
  progress {
    width: 100%;
    accent-color: var(--bar);
  }
  .controls label select {
    max-width: 11rem;
    text-overflow: ellipsis;
  }
  ${mapGhostStyle}
  .empty {
    display: grid;
    place-items: center;
    aspect-ratio: var(--ratio, 1);
    border: 1px dashed var(--line);
    color: var(--quiet);
  }
  .here {
    min-height: 1.5em;
  }
  ${legendStyle}
  .charts ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .charts li {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
  }
  /* As wide as its coordinates at a root font size of 16 px. */
  .chart svg {
    width: 17.5rem;
    height: auto;
    overflow: visible;
  }
  .chart text {
    fill: var(--quiet);
    font-size: 13px;
  }
  .chart figcaption {
    color: var(--quiet);
  }
  .grid {
    stroke: var(--line);
  }
  .tick {
    stroke: var(--quiet);
  }
  .series {
    fill: none;
    stroke-width: 2;
  }
  .s0 {
    stroke: var(--line-1);
  }
  .s1 {
    stroke: var(--line-2);
  }
  .s2 {
    stroke: var(--line-3);
  }
  .s3 {
    stroke: var(--line-4);
  }
  .s4 {
    stroke: var(--line-5);
  }
  .s5 {
    stroke: var(--line-6);
  }
`;
