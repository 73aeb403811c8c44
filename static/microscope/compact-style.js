import { css } from "lit";

/** Where height is scarce, the arithmetic has it. */
const dense = css`
  .what {
    grid-template-columns: 2.25rem minmax(0, 1fr) repeat(3, auto);
    padding-block: var(--gap-1);
  }
  .what .seen {
    width: 2.25rem;
    height: 2.25rem;
  }
  .what p,
  .step:not(.whole) .readout,
  .step:not(.whole, .at-sum) .slices > :nth-child(n + 2),
  .step:not(.whole) .more,
  .ways small {
    display: none;
  }
  /* Sums in columns, below the grids and never over them. */
  .step:not(.whole) dl {
    grid: auto auto / auto-flow minmax(0, 1fr);
    max-width: none;
    gap: 0 var(--gap-2);
    font-size: var(--small);
    line-height: 1.25;
  }
  .step:not(.whole) dt {
    align-self: end;
    padding: 0;
  }
  .step:not(.whole) dd {
    text-align: left;
  }
  .step:not(.whole) .sum {
    border-top: 0;
  }
  .running,
  .at-sum dl {
    position: static;
  }
  .step:not(.whole) [data-slice] {
    grid-template-columns: minmax(3.5rem, 1fr) minmax(0, 12.5rem);
  }
  .at-pool .legend,
  .at-pool dl,
  .at-sum dl > :nth-child(n + 7) {
    display: none;
  }
  .step.at-pool:not([hidden]) {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--gap-3);
  }
  .at-pool .three {
    flex: 0 1 10rem;
  }
  .at-pool .one {
    flex-basis: 4.5rem;
  }
  /* The sentence on what it found is enough. */
  .found + .plainly {
    display: none;
  }
  .stepper,
  .ways {
    padding-block: var(--gap-1);
  }
  .slide {
    width: 5rem;
  }
  .plainly,
  .says {
    font-size: var(--small);
  }
  .plainly {
    margin-bottom: var(--gap-1);
  }
`;

/** A low popover shows the sums alone; its sentence has the result. */
const low = css`
  .at-sum .slices,
  .at-relu dl,
  .step:not(.whole) > p.quiet,
  .running,
  .next {
    display: none;
  }
  .at-pool .one {
    flex-basis: 4.25rem;
  }
  /* What was found is the end of the arithmetic. */
  .body:has(> :is(.at-window, .at-products, .at-sum)) .found {
    display: none;
  }
  .body {
    padding-block: var(--gap-1);
  }
  .slide {
    width: 4rem;
  }
  .at-window .slices {
    flex-basis: 8rem;
  }
  svg.relu {
    width: 6.5rem;
  }
`;

/** Style of the microscope on low screens and on projected ones, and of its sheet on phones. */
export const compactStyle = css`
  @media (max-width: 720px), (max-height: 640px) {
    ${dense}
  }
  @media (min-width: 721px) and (max-height: 640px) {
    ${low}
  }
  /* Projected, it stands in the place of one strand, in large type. */
  @media (min-width: 721px) {
    :host([projected]) {
      ${dense}
      ${low}
      .what {
        grid-template-columns: minmax(0, 1fr) auto auto;
        padding-block: 1px;
      }
      /* One step at a time, and the canvas frames what it sees. */
      .what :is(.title, br, .seen, .whole) {
        display: none;
      }
      /* A value without room beside the name is left to the steps. */
      .what div {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.3em;
        height: 1lh;
        margin-left: 0;
        overflow: hidden;
        line-height: 1.4;
        white-space: nowrap;
      }
      /* Where no neighbour is, no button. */
      .ways {
        display: flex;
      }
      .ways :disabled {
        display: none;
      }
      .at-sum .shares,
      .shares > :nth-child(n + 4),
      [data-low] .shares > :nth-child(n + 3) {
        display: none;
      }
      .shares button {
        grid-template-columns: 12.5rem minmax(1rem, 1fr) auto;
        line-height: 1.1;
      }
      .what strong {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .stepper {
        padding-block: 1px;
      }
      .stepper button {
        min-height: 2rem;
        padding-block: 0;
      }
      .says {
        line-height: 1.15;
      }
      .body {
        padding-block: 2px;
      }
      /* Signs between the grids are as large as the text. */
      .three {
        grid-template-columns: minmax(0, 1fr) 1.25rem minmax(0, 1fr) 1.25rem minmax(0, 1fr);
      }
      .two,
      .at-window .three {
        grid-template-columns: minmax(0, 1fr) 1.25rem minmax(0, 1fr);
      }
      .one {
        grid-template-columns: minmax(0, 1fr);
      }
      .at-window .slices {
        flex-basis: 9.75rem;
      }
      .step:not(.whole) [data-slice] {
        grid-template-columns: minmax(3.5rem, 1fr) minmax(0, 11.5rem);
      }
      @media (min-height: 801px) and (max-aspect-ratio: 17/10) {
        .slide {
          width: 5.5rem;
        }
        .at-window .slices {
          flex-basis: 12.25rem;
        }
        .step:not(.whole) [data-slice] {
          grid-template-columns: minmax(3.5rem, 1fr) minmax(0, 14.5rem);
        }
        .at-pool .one {
          flex-basis: 5.5rem;
        }
      }
      /* The sentence has the sum and names the grids. */
      .at-sum dl,
      .at-products .line > :last-child,
      .step:not(.whole) .legend {
        display: none;
      }
      /* Numbers in squares are too small for the back row; the sentence has the one that counts. */
      .grid .written {
        display: none;
      }
      [data-low] :is(.ways, .legend, .stepper li .number) {
        display: none;
      }
      [data-low] :is(.what button, .stepper button) {
        min-height: 1.75rem;
      }
      [data-low] .what {
        line-height: 1.1;
      }
      [data-low] :is(.reading, .step, .step .says, [data-slice]) {
        margin-block: 0;
        padding-block: 0;
        line-height: 1.05;
      }
      [data-low] .step:not(.whole) [data-slice] {
        grid-template-columns: minmax(3.5rem, 1fr) minmax(0, 9rem);
      }
      [data-low] .slide {
        width: 2.5rem;
      }
      [data-low] .at-window .slices {
        flex-basis: 7rem;
      }
    }
  }
  @media (max-width: 720px) {
    /* A sheet is wide enough for large grids below their name. */
    .step:not(.whole) [data-slice] {
      grid-template-columns: minmax(0, 20rem);
      gap: var(--gap-1);
      justify-content: center;
    }
    .slide,
    .at-pool .one {
      flex-basis: 8rem;
      width: 8rem;
    }
    .box {
      z-index: 21;
      inset: auto 0 0;
      width: 100%;
      max-height: 52vh;
      padding-bottom: env(safe-area-inset-bottom);
      border-width: 1px 0 0;
      border-radius: var(--radius) var(--radius) 0 0;
    }
  }
`;
