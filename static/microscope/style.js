import { css } from "lit";

/** Style of the microscope. */
export const microscopeStyle = css`
  :host {
    container-type: inline-size;
  }
  .what {
    display: grid;
    grid-template-columns: 6rem minmax(0, 1fr);
    gap: var(--gap-3);
    align-items: start;
    margin-bottom: var(--gap-2);
  }
  .what strong {
    display: block;
    font-size: var(--large);
    line-height: 1.25;
  }
  .what .value {
    font-size: var(--large);
    font-weight: 600;
  }
  .seen {
    display: block;
    width: 100%;
    max-height: 8rem;
    object-fit: contain;
    background: var(--hatch);
    border: 1px solid var(--line);
    image-rendering: pixelated;
  }
  .ways {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--gap-2);
    margin-bottom: var(--gap-2);
  }
  .ways button {
    display: block;
    width: 100%;
    height: 100%;
    padding: var(--gap-1) var(--gap-2);
    line-height: 1.3;
    text-align: left;
  }
  .ways button + button,
  .ways .on {
    text-align: right;
  }
  .ways small {
    display: block;
    font-size: var(--small);
    overflow-wrap: anywhere;
  }
  .step {
    padding-top: var(--gap-2);
    margin-top: var(--gap-2);
    border-top: 1px solid var(--line);
  }
  h3 {
    margin: 0 0 var(--gap-1);
    font-size: var(--body);
  }
  h3 .quiet {
    font-weight: 400;
  }
  .three {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 0.75rem minmax(0, 1fr) 0.75rem minmax(0, 1fr);
    align-items: center;
    justify-items: stretch;
    gap: var(--gap-1);
    max-width: 26rem;
    text-align: center;
  }
  .two {
    grid-template-columns: minmax(0, 1fr) 0.75rem minmax(0, 1fr);
    max-width: 14rem;
  }
  .one {
    grid-template-columns: minmax(0, 1fr);
    max-width: 6.5rem;
  }
  .legend {
    align-items: end;
    font-size: var(--small);
    line-height: 1.25;
    color: var(--quiet);
  }
  .ramp {
    display: block;
    height: 0.5rem;
    margin: 2px 0;
    border: 1px solid var(--line);
  }
  .ends {
    display: flex;
    justify-content: space-between;
    font-variant-numeric: tabular-nums;
  }
  .slices {
    display: grid;
    gap: var(--gap-2);
    margin: var(--gap-1) 0;
  }
  .line {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    max-width: 26rem;
    font-size: var(--small);
  }
  .line > :last-child {
    margin-left: auto;
  }
  .ink {
    flex: none;
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 2px;
    outline: 1px solid var(--line);
  }
  .readout {
    min-height: 2.2em;
    margin: var(--gap-1) 0;
    font-size: var(--small);
    line-height: 1.1;
    color: var(--quiet);
  }
  dl {
    display: grid;
    grid-template-columns: 1fr auto;
    max-width: 26rem;
    margin: var(--gap-1) 0 0;
  }
  dt {
    padding-right: var(--gap-3);
  }
  dt {
    color: var(--quiet);
  }
  dd {
    margin: 0;
    text-align: right;
  }
  .sum {
    border-top: 1px solid var(--line);
    font-weight: 600;
    color: inherit;
  }
  .more {
    min-height: 1.5rem;
    padding: 0 var(--gap-2);
    font-size: var(--small);
  }
  .shares {
    margin: var(--gap-1) 0;
    padding: 0;
    list-style: none;
    font-size: var(--small);
  }
  .shares button {
    display: grid;
    /* A number has up to six digits after zeros, as in -0.000837902. */
    grid-template-columns: minmax(0, 7.5rem) minmax(2.5rem, 1fr) 5.6rem;
    align-items: center;
    gap: var(--gap-2);
    width: 100%;
    min-height: 1.5rem;
    padding: 0 var(--gap-1);
    border-color: transparent;
    background: none;
    text-align: left;
    font-size: inherit;
  }
  .shares .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .track {
    position: relative;
    height: 0.5rem;
    background: var(--stage);
    border-radius: 2px;
  }
  .track i {
    position: absolute;
    top: 0;
    bottom: 0;
    border-radius: 2px;
  }
  .track::after {
    content: "";
    position: absolute;
    left: 50%;
    top: -2px;
    bottom: -2px;
    width: 1px;
    background: var(--quiet);
  }
  .shares button > :last-child {
    text-align: right;
  }
  .bad {
    color: var(--bad);
  }
`;
