import { css } from "lit";

/** Style of `<training-run>`, in addition to that of the laboratory's tabs. */
export const runStyle = css`
  .primary:not(:disabled) {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  :host {
    padding: 0;
  }
  .headline {
    margin-block: var(--gap-2);
  }
  .ending {
    margin-bottom: var(--gap-3);
  }
  .snapshots {
    display: flex;
    align-items: end;
    gap: var(--gap-3);
    margin-block: var(--gap-3);
  }
  .snapshots label {
    display: grid;
    flex: 1;
    min-width: 0;
  }
  .snapshots input {
    width: 100%;
    margin: 0;
    padding: 0;
    accent-color: var(--bar);
  }
  /* Crosses below the steps whose networks are gone; the slider's knob is 1rem wide. */
  .marks {
    position: relative;
    height: 0;
    margin-inline: 0.5rem;
  }
  .marks i {
    position: absolute;
    top: -0.25rem;
    left: calc(100% * var(--at));
    translate: -50%;
    font-style: normal;
    line-height: 1;
    color: var(--bad);
  }
  .seen {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: var(--gap-3) var(--gap-4);
    margin-block: var(--gap-3);
  }
  .places {
    flex: 1 1 18rem;
    flex-direction: row;
    gap: var(--gap-3);
    max-width: none;
  }
  .places figcaption {
    display: flex;
    flex: 1 1 8rem;
    flex-direction: column;
    gap: var(--gap-2);
  }
  .framed {
    position: relative;
    flex: 0 1 11rem;
    align-self: flex-start;
  }
  .shares {
    align-items: baseline;
    width: max-content;
    gap: 0 var(--gap-3);
    margin: 0;
  }
  .shares dd {
    font-size: var(--large);
    font-weight: 600;
    text-align: right;
  }
  .framed svg {
    position: absolute;
    inset: 1px;
    width: calc(100% - 2px);
    height: calc(100% - 2px);
    pointer-events: none;
    overflow: visible;
  }
  .framed path {
    fill: none;
    vector-effect: non-scaling-stroke;
    stroke: #fff;
    stroke-width: 2;
    stroke-linecap: square;
  }
  .framed .under {
    stroke: #0b0e14;
    stroke-width: 4;
  }
  .over {
    display: flex;
    align-items: center;
    gap: var(--gap-1);
    color: var(--quiet);
  }
  .over input {
    margin: 0;
  }
  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-1) var(--gap-3);
    margin: 0;
    padding: 0;
    color: var(--quiet);
    list-style: none;
  }
  .keys .frame {
    display: inline-block;
    width: 0.75rem;
    height: 0.75rem;
    border: 2px solid #fff;
    outline: 1px solid #0b0e14;
    background: #0b0e14;
    vertical-align: -1px;
  }
  .kernels {
    margin-block: var(--gap-3);
  }
  .kernels figcaption {
    color: var(--quiet);
  }
  .kernels ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-2);
    margin: var(--gap-1) 0 0;
    padding: 0;
    list-style: none;
  }
  .kernels li {
    display: grid;
    justify-items: center;
  }
  .kernels img {
    width: 2rem;
    height: 2rem;
    image-rendering: pixelated;
    border: 1px solid var(--line);
  }
`;
