import { css } from "lit";

/** Style of the outputs' names beside a figure, and of its answer. */
export const answerStyle = css`
  .output,
  .answer {
    display: flex;
    gap: 0.4em;
    align-items: center;
    color: var(--stage-quiet);
  }
  .answer {
    /* Larger than the other outputs' names, also in projector mode. */
    font-size: calc(1.785 * var(--small));
    font-weight: 700;
    color: var(--stage-text);
  }
  .answer.above {
    inset: var(--gap-2) var(--gap-3) auto auto;
    gap: 0 0.35em;
    font-size: calc(1.477 * var(--small));
    line-height: 1.2;
  }
  .above .should {
    font-size: var(--small);
    color: var(--stage-good);
  }
  .answer[data-stacked] {
    display: grid;
    grid-template-columns: auto auto;
    align-content: center;
    justify-content: start;
    gap: 0 0.4em;
    line-height: 1.1;
  }
  .answer[data-stacked] .name {
    white-space: normal;
    line-height: 1;
  }
  .answer[data-stacked] .number {
    grid-column: 1 / -1;
  }
  .answer .number {
    font-size: var(--body);
    font-weight: 600;
  }
  [data-small] .answer {
    font-size: calc(1.477 * var(--small));
  }
  .answer.right .name,
  .answer.right .verdict {
    color: var(--stage-good);
  }
  .answer.wrong .name {
    color: var(--stage-bad);
  }
  .answer.wrong .verdict {
    color: var(--stage-bad);
  }
  .output.should {
    font-weight: 600;
    color: var(--stage-good);
  }
  .correct {
    border: 2px dashed var(--stage-good);
    border-radius: 50%;
  }
`;
