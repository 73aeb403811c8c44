import { css } from "lit";

/** Style of the phases of a computation, shown one at a time. */
export const phaseStyle = css`
  .at-window > .legend,
  .at-products .legend,
  .at-sum .legend {
    display: none;
  }
  /* The whole slice, then what lies under the kernel, and the kernel. */
  .step.at-window:not([hidden]) {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--gap-3);
  }
  .step.at-window .slide {
    flex: none;
    margin: 0;
  }
  .at-window .slices {
    flex: 0 1 14rem;
    min-width: 0;
    margin: 0;
  }
  .step.at-window .slices [data-slice] {
    display: block;
  }
  .at-window .line {
    display: none;
  }
  .at-window .three {
    grid-template-columns: minmax(0, 1fr) 0.75rem minmax(0, 1fr);
  }
  .at-window .three > :nth-child(n + 4) {
    display: none;
  }
  .step:not(.whole) h3,
  .at-window .readout,
  .step.at-window .slices > :nth-child(n + 2),
  .at-window .more,
  .at-window dl,
  .at-products dl {
    display: none;
  }
  /* In steps, the name and the sum of a slice stand beside its grids, so that three fit. */
  .step:not(.whole) [data-slice] {
    display: grid;
    grid-template-columns: minmax(3.5rem, 1fr) minmax(0, 15.5rem);
    gap: var(--gap-2);
    align-items: center;
  }
  .step:not(.whole) .line {
    flex-wrap: wrap;
    gap: 0 var(--gap-1);
  }
  .step:not(.whole) .line > :last-child {
    flex: 1 0 100%;
    margin: 0;
  }
  .at-products .line > :last-child {
    visibility: hidden;
  }
  /* The sum lists the slices' sums. */
  .at-sum .three,
  .at-sum .readout {
    display: none;
  }
  .step.at-sum .slices [data-slice] {
    display: block;
  }
  .step.at-sum .slices .line {
    flex-wrap: nowrap;
    max-width: none;
  }
  .step.at-sum .slices .line > :last-child {
    flex: none;
    margin-left: auto;
  }
  .step:not(.whole) .readout {
    min-height: 1.1em;
  }
  .at-pool dl,
  .at-relu dl {
    font-weight: 600;
  }
  li.later {
    visibility: hidden;
  }
  .running {
    display: flex;
    justify-content: space-between;
  }
  /* Results stay in view below the grids. */
  .running,
  .at-sum dl {
    position: sticky;
    bottom: calc(-1 * var(--gap-2));
    padding-block: var(--gap-1);
    background: var(--panel);
    border-top: 1px solid var(--line);
  }
  .slide {
    position: relative;
    width: 7rem;
    margin: 0 auto var(--gap-2);
    background: var(--stage);
    border: 1px solid var(--line);
    overflow: hidden;
  }
  .slide canvas {
    display: block;
    width: 100%;
    height: 100%;
    image-rendering: pixelated;
  }
  .slide i {
    position: absolute;
    box-sizing: border-box;
    outline: 2px solid #fff;
  }
  svg.relu {
    display: block;
    width: 9rem;
    margin: 0 auto;
    fill: none;
    stroke: var(--text);
    stroke-width: 2;
  }
  .relu .axis {
    stroke: var(--quiet);
    stroke-width: 1;
  }
  .relu .drop {
    stroke-dasharray: 3 3;
    stroke-width: 1;
  }
  .relu circle {
    fill: var(--text);
    stroke: none;
  }
`;
